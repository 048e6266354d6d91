# The whole of Vouch in one image: `docker build -t vouch .`, then `docker run vouch --help`.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/vouch
COPY requirements-runtime.lock ./
RUN /opt/vouch/bin/pip install --require-hashes -r requirements-runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY docs/spec ./docs/spec
COPY domain ./domain
COPY projections ./projections
COPY consumers ./consumers
COPY api ./api
RUN /opt/vouch/bin/pip install --no-deps .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/vouch vouch \
    && install --directory --owner=vouch --mode=0700 /var/lib/vouch/keys
COPY --from=build /opt/vouch /opt/vouch
ENV PATH=/opt/vouch/bin:$PATH PYTHONUNBUFFERED=1
USER 10001
WORKDIR /var/lib/vouch
EXPOSE 8000
ENTRYPOINT ["vouch"]
CMD ["serve"]
