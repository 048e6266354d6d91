"""What OpenAPI says of commands: their bodies, their headers, and every answer."""

from typing import Any

from api.http.answers import JSON
from api.http.openapi import Responses, answers, describe_answer, refusals, schema
from consumers.commands.answers import Effected
from domain.commands.programme import Preview
from domain.commands.table import Row

_PROBLEMS = (400, 401, 403, 408, 409, 413, 415, 429)


def describe_responses(row: Row) -> Responses:
    """Describe the answers of a command."""
    if row.name == "programme preview":
        return answers(Preview, "What the version would change today. Nothing is recorded.", *_PROBLEMS)
    about_one = (404, 412, 428) if row.is_versioned else (404,) if row.is_about_one else ()
    status = 200 if row.is_about_one else 201
    says = "It is done." if row.is_about_one else "It is done: the thing is made."
    headers = ("Idempotency-Replayed",) if row.is_about_one else ("Location", "Idempotency-Replayed")
    done = describe_answer({JSON: schema(Effected)}, says, *headers)
    return {status: done, **refusals(*_PROBLEMS, *about_one)}


def describe_request(row: Row) -> dict[str, Any]:
    """Describe the body of a command and its headers."""
    body = {"required": True, "content": {JSON: {"schema": schema(row.body)}}}
    headers = [_header("Idempotency-Key", "Names this request: the same key again tells what became of it.", True)]
    if row.is_versioned:
        says = 'The version that was seen, as in `"6"` or the ETag of an answer; `*`: any.'
        headers.append(_header("If-Match", says, False))
    return {"requestBody": body, "parameters": headers}


def _header(name: str, says: str, required: bool) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    if required:
        text |= {"minLength": 1, "maxLength": 200}
    return {"name": name, "in": "header", "required": required, "description": says, "schema": text}
