"""A client of Watchword's REST view that knows nothing of it but its OpenAPI document."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TIMEOUT_SECONDS = 10


class Refusal(Exception):
    """A call that was refused. Branch on `reason`; `fields` says what is wrong with the input."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.reason = error["reason"]
        self.fields = error.get("fields", {})
        self.retry_after_ms = error.get("retryAfterMs")


class Watchword:
    """Calls the operations of a deployment by their `operationId`: `call("emailOtp.request", email=…)`."""

    def __init__(self, url):
        document = _send(Request(f"{url}/api/openapi.json"))
        self.token = None
        self._operations = {
            operation["operationId"]: (method.upper(), url + path)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        }

    def call(self, operation_id, **given):
        method, url = self._operations[operation_id]
        headers = {"content-type": "application/json"}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        body = json.dumps(given).encode() if method == "POST" else None
        return _send(Request(url, body, headers, method=method))


def _send(request):
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return json.load(response)
    except HTTPError as failure:
        raise Refusal(json.load(failure)["error"]) from None
