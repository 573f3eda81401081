"""Every provider that speaks OpenAI's Chat Completions or Responses, by the official SDK, which is slow to import."""

import httpx2
from openai import APIConnectionError, APIStatusError, AsyncOpenAI, DefaultAioHttpClient, Timeout

from benchwright.errors import BadInput
from benchwright.models.chat_completions import ChatWire, chat_body
from benchwright.models.exchange import Wire, exchange
from benchwright.models.failures import Failures
from benchwright.models.json_parts import Json
from benchwright.models.providers import facts_of, require_key
from benchwright.models.request_body import add_extra
from benchwright.models.responses import ResponsesWire, responses_body
from benchwright.models.rules import check_openai_settings
from benchwright.records.call import ModelRequest, ModelResponse

CONNECT_TIMEOUT_S = 15.0


class OpenAICompatible:
    """A connection to one OpenAI-compatible server; the SDK's own retries are off, the engine's are on."""

    def __init__(self, provider: str, base_url: str | None = None, api_key: str | None = None) -> None:
        facts = facts_of(provider)
        address = base_url or facts.base_url
        if address is None:
            raise BadInput(f"{provider} needs an address: give `base_url` or set {facts.base_url_env}")
        self.provider = provider
        self.paid = True
        self.base_url: str = address
        self._api_key = api_key
        self._failures = Failures(provider, api_key)
        self._wires: dict[str, Wire] = {"chat": ChatWire(), "responses": ResponsesWire()}
        self._client: AsyncOpenAI | None = None

    def body(self, request: ModelRequest) -> Json:
        """Return the full request without secrets; raise BadInput for settings the model can't take."""
        family = check_openai_settings(request.model, request.settings)
        body = responses_body(request) if request.settings.api == "responses" else chat_body(request, family)
        return add_extra(body, request.settings.extra)

    async def generate(self, request: ModelRequest, *, timeout_s: float) -> ModelResponse:
        """Make one request, without retries."""
        wire = self._wires[request.settings.api]
        try:
            return await exchange(self._post, wire, self.body(request), failures=self._failures, timeout_s=timeout_s)
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
        # The raw answer skips the SDK's models: reading it into ours is the only parsing there is.
        client = self._client or self._connect()
        return await client.post(path, cast_to=httpx2.Response, body=body, stream=bool(body.get("stream")))

    def _connect(self) -> AsyncOpenAI:
        require_key(self.provider, self._api_key)
        self._client = AsyncOpenAI(
            api_key=self._api_key or "none",
            base_url=self.base_url,
            max_retries=0,
            # Only connecting has a limit of its own: `exchange` bounds the whole call.
            timeout=Timeout(None, connect=CONNECT_TIMEOUT_S),
            http_client=DefaultAioHttpClient(),
        )
        return self._client
