# Each target is plain commands that can be typed without make; `make -n TARGET` shows them.
.PHONY: help demo test setup lint check nightly format mutants bench kafka lock clean

help: ## what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/'

demo: ## set up and run the main job on a believable organisation (nothing but Python needed)
	python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/vouch demo

test: ## set up and pass the tests
	python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/pytest

setup: ## the developer's environment, exactly as locked
	python3 -m venv .venv
	.venv/bin/pip install --quiet --require-hashes -r requirements.lock
	.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .

lint: ## style, types, direction of imports, declared dependencies
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/deptry .

# The rooms whose tests are quick: no broker, no process that is killed, no long history.
QUICK = tests/facts tests/feed tests/state tests/rules tests/spec tests/infrastructure

check: lint ## what CI checks, short of the slow lanes: before every commit
	.venv/bin/pytest $(QUICK)

nightly: ## the long lanes: all tests, their properties on thousands of new examples, all mutants, the benchmarks
	VOUCH_NIGHTLY=1 .venv/bin/pytest --timeout=3600
	.venv/bin/pytest --hypothesis-profile=explore --timeout=3600 tests/facts tests/feed tests/properties tests/store/test_sifting.py
	$(MAKE) mutants
	VOUCH_HISTORIES=1000000 .venv/bin/pytest --timeout=0 tests/payouts/test_properties.py
	VOUCH_ALTERATIONS=10000 .venv/bin/pytest --timeout=0 tests/store/test_alterations.py
	$(MAKE) bench

format: ## put the style right
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

mutants: ## change the rules, state, money and feed line by line and see that a test notices; SAMPLE=200: a fixed sample
	.venv/bin/python -m tests.mutants $(SAMPLE)

bench: ## measure speed, as ratios to what the database itself can do
	.venv/bin/python -m tests.bench

kafka: ## start a Kafka broker at 127.0.0.1:9092 from its published archives (Java and Maven needed), with the topics
	.venv/bin/python -m tests.support.kafka 9092 hr.events vouch.events.v1

LOCK = .venv/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links

lock: ## choose versions anew: everything, and the run-time part of it for the image
	$(LOCK) --extra dev --output-file requirements.lock
	$(LOCK) --constraints requirements.lock --output-file requirements-runtime.lock

clean: ## remove what the other targets made
	rm -rf .mutants tests/support/kafka/target tests/support/asyncapi/target .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
