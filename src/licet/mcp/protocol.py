"""JSON-RPC 2.0 over standard input and output, as the Model Context Protocol frames it."""

from __future__ import annotations

import json
from typing import IO, Any

import licet
from licet.cases_io import MAX_LINE, json_bytes, read_case
from licet.errors import BadInput
from licet.mcp.tools import TOOLS, call

VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
MAX_MESSAGE = MAX_LINE
PARSE_ERROR, BAD_REQUEST, NO_METHOD, BAD_PARAMS, FAULT = -32700, -32600, -32601, -32602, -32603
INSTRUCTIONS = (
    "licet answers whether an AI chip or system may ship under the US Export Administration "
    "Regulations on a given day. Give every fact you were told and no fact you were not: what is "
    "unknown stays open and is listed in `missing`. It informs; it gives no legal advice."
)


class Refused(Exception):
    """A message that can't be served: its JSON-RPC code and why."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def serve(source: IO[bytes], target: IO[bytes]) -> int:
    """Answer messages until the input ends."""
    while line := source.readline(MAX_MESSAGE + 1):
        while len(line) > MAX_MESSAGE and not line.endswith(b"\n"):
            more = source.readline(MAX_MESSAGE)
            line = line[: MAX_MESSAGE + 1] + more[-1:]
            if not more:
                break
        answer = answer_line(line)
        if answer is not None:
            target.write(json_bytes(answer) + b"\n")
            target.flush()
    return 0


def answer_line(line: bytes) -> Any:
    """The answer to one line; None where none is due.

    >>> answer_line(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}')
    {'jsonrpc': '2.0', 'id': 1, 'result': {}}
    """
    if not line.strip():
        return None
    try:
        # Read as the API reads a case: figures as decimals, no NaN, no key twice.
        message = read_case(line, 1)
    except BadInput as error:
        return _error(None, PARSE_ERROR, str(error))
    if isinstance(message, list) and message:
        answers = [a for a in map(_answer, message) if a is not None]
        return answers or None
    return _answer(message)


def _answer(message: Any) -> dict[str, Any] | None:
    if not isinstance(message, dict) or not isinstance(message.get("method"), str):
        if isinstance(message, dict) and ("result" in message or "error" in message):
            return None
        return _error(None, BAD_REQUEST, "not a request")
    if "id" not in message:
        return None
    given = message["id"]
    if not isinstance(given, (str, int)) or isinstance(given, bool):
        return _error(None, BAD_REQUEST, "the id of a request is a text or a whole number")
    try:
        result = _result(message["method"], message.get("params") or {})
    except Refused as error:
        return _error(given, error.code, str(error))
    except Exception as error:  # a fault of ours must not end the conversation
        return _error(given, FAULT, f"internal error: {type(error).__name__}")
    return {"jsonrpc": "2.0", "id": given, "result": result}


def _error(given: Any, code: int, message: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": given, "error": {"code": code, "message": message}}


def _result(method: str, params: Any) -> dict[str, Any]:
    if not isinstance(params, dict):
        raise Refused(BAD_PARAMS, "params must be an object")
    if method == "initialize":
        asked = params.get("protocolVersion")
        return {
            "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "licet", "version": licet.__version__},
            "instructions": INSTRUCTIONS,
        }
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": [tool.as_dict() for tool in TOOLS]}
    if method == "tools/call":
        return _call(params)
    raise Refused(NO_METHOD, f"no such method: `{method[:60]}`")


def _call(params: dict[str, Any]) -> dict[str, Any]:
    name, given = params.get("name"), params.get("arguments")
    if not isinstance(name, str) or name not in {tool.name for tool in TOOLS}:
        raise Refused(BAD_PARAMS, f"no such tool: `{str(name)[:60]}`")
    if not isinstance(given, dict | None):
        raise Refused(BAD_PARAMS, "arguments must be an object")
    try:
        found = call(name, given or {})
    except BadInput as error:
        # An error of the tool goes to the assistant, which can mend the call.
        return {"content": [{"type": "text", "text": str(error)}], "isError": True}
    text = json.dumps(found, ensure_ascii=False)
    return {
        "content": [{"type": "text", "text": text}],
        "structuredContent": found,
        "isError": False,
    }
