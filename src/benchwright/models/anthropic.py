"""Anthropic's models by the official SDK, which is slow to import."""

import httpx2
from anthropic import APIConnectionError, APIStatusError, AsyncAnthropic, DefaultAioHttpClient, Timeout

from benchwright.models.claude_rules import check_claude_settings
from benchwright.models.exchange import exchange
from benchwright.models.failures import Failures
from benchwright.models.json_parts import Json
from benchwright.models.messages import MessagesWire, messages_body
from benchwright.models.providers import facts_of, require_key
from benchwright.models.request_body import add_extra
from benchwright.records.call import ModelRequest, ModelResponse

CONNECT_TIMEOUT_S = 15.0


class Anthropic:
    """A connection to the Messages API; the SDK's own retries are off, the engine's are on."""

    def __init__(self, provider: str = "anthropic", base_url: str | None = None, api_key: str | None = None) -> None:
        self.provider = provider
        self.paid = True
        self.base_url = base_url or facts_of(provider).base_url
        self._api_key = api_key
        self._failures = Failures(provider, api_key)
        self._wire = MessagesWire()
        self._client: AsyncAnthropic | None = None

    def body(self, request: ModelRequest) -> Json:
        """Return the full request without secrets; raise BadInput for settings the model can't take."""
        check_claude_settings(request.model, request.settings)
        return add_extra(messages_body(request), request.settings.extra)

    async def generate(self, request: ModelRequest, *, timeout_s: float) -> ModelResponse:
        """Make one request, without retries."""
        try:
            return await exchange(
                self._post, self._wire, self.body(request), failures=self._failures, timeout_s=timeout_s
            )
        except APIStatusError as error:
            raise self._failures.of_status(error.status_code, error.response.headers, error.body) from None
        except APIConnectionError as error:
            raise self._failures.of_connection(error.__cause__) from None

    async def close(self) -> None:
        """Give back connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _post(self, path: str, body: Json) -> httpx2.Response:
        client = self._client or self._connect()
        return await client.post(path, cast_to=httpx2.Response, body=body, stream=bool(body.get("stream")))

    def _connect(self) -> AsyncAnthropic:
        require_key(self.provider, self._api_key)
        self._client = AsyncAnthropic(
            api_key=self._api_key,
            base_url=self.base_url,
            max_retries=0,
            # Only connecting has a limit of its own: `exchange` bounds the whole call.
            timeout=Timeout(None, connect=CONNECT_TIMEOUT_S),
            http_client=DefaultAioHttpClient(),
        )
        return self._client
