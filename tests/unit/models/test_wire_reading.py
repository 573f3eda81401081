from typing import Any

import pytest

from benchwright.models.chat_completions import ChatWire
from benchwright.models.exchange import Timing
from benchwright.models.messages import MessagesWire
from benchwright.models.responses import ResponsesWire
from benchwright.records.call import ModelResponse
from benchwright.records.usage import Usage

TIMING = Timing(latency_s=1.5, first_token_s=None, request_id="")


def chat(message: dict[str, Any], finish: str | None = "stop", **more: Any) -> ModelResponse:
    return ChatWire().read({"choices": [{"message": message, "finish_reason": finish}], **more}, TIMING)


def test_chat_usage_keeps_reasoning_and_cached_tokens() -> None:
    usage = {
        "prompt_tokens": 100,
        "completion_tokens": 50,
        "prompt_tokens_details": {"cached_tokens": 64},
        "completion_tokens_details": {"reasoning_tokens": 30},
    }
    response = chat({"content": "hi"}, usage=usage, model="gpt-5-2025-08-07", id="chatcmpl-1")
    assert response.usage == Usage(input_tokens=100, output_tokens=50, reasoning_tokens=30, cached_tokens=64)
    assert (response.model_version, response.request_id, response.latency_s) == ("gpt-5-2025-08-07", "chatcmpl-1", 1.5)


def test_a_server_without_usage_leaves_it_unknown() -> None:
    assert chat({"content": "hi"}).usage == Usage()
    assert chat({"content": "hi"}, usage=None).usage.total_tokens is None


@pytest.mark.parametrize(
    ("finish", "reason"),
    [("stop", "stop"), ("length", "length"), ("content_filter", "refusal"), ("tool_calls", "other"), (None, "other")],
)
def test_chat_finish_reasons_become_ours(finish: str | None, reason: str) -> None:
    assert chat({"content": "hi"}, finish).finish_reason == reason


def test_a_chat_refusal_is_one_and_its_text_is_kept() -> None:
    response = chat({"content": None, "refusal": "No."})
    assert (response.text, response.finish_reason) == ("No.", "refusal")


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_reasoning_text_is_found_under_both_of_its_names(name: str) -> None:
    assert chat({"content": "hi", name: "let me see"}).reasoning == "let me see"


def test_content_in_parts_is_joined() -> None:
    assert chat({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}).text == "ab"


def test_chat_chunks_become_the_whole_answer_without_usage() -> None:
    collector = ChatWire().collector()
    deltas = [{"role": "assistant", "content": ""}, {"content": "Good"}, {"content": "bye"}]
    had_text = [collector.feed({"model": "m", "choices": [{"delta": delta}]}) for delta in deltas]
    assert had_text == [False, True, True]
    assert collector.payload() is None
    collector.feed({"choices": [{"delta": {}, "finish_reason": "stop"}]})
    payload = collector.payload()
    assert payload is not None
    response = ChatWire().read(payload, TIMING)
    assert (response.text, response.model_version, response.usage) == ("Goodbye", "m", Usage())


def test_chat_chunks_take_the_usage_of_the_last_chunk() -> None:
    collector = ChatWire().collector()
    collector.feed({"choices": [{"delta": {"content": "hi"}, "finish_reason": "length"}]})
    collector.feed({"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 1}})
    response = ChatWire().read(collector.payload() or {}, TIMING)
    assert (response.usage.total_tokens, response.finish_reason) == (4, "length")


def test_a_responses_answer_is_read_whole() -> None:
    payload: dict[str, Any] = {
        "id": "resp_1",
        "model": "gpt-5",
        "status": "completed",
        "output": [
            {"type": "reasoning", "summary": [{"type": "summary_text", "text": "thinking"}]},
            {"type": "message", "content": [{"type": "output_text", "text": "42"}]},
        ],
        "usage": {
            "input_tokens": 10,
            "output_tokens": 20,
            "input_tokens_details": {"cached_tokens": 4},
            "output_tokens_details": {"reasoning_tokens": 16},
        },
    }
    response = ResponsesWire().read(payload, TIMING)
    assert (response.text, response.reasoning, response.finish_reason) == ("42", "thinking", "stop")
    assert response.usage == Usage(input_tokens=10, output_tokens=20, reasoning_tokens=16, cached_tokens=4)


@pytest.mark.parametrize(("reason", "finish"), [("max_output_tokens", "length"), ("content_filter", "refusal")])
def test_an_incomplete_responses_answer_says_why(reason: str, finish: str | None) -> None:
    payload: dict[str, Any] = {"status": "incomplete", "incomplete_details": {"reason": reason}, "output": []}
    assert ResponsesWire().read(payload, TIMING).finish_reason == finish


def test_anthropic_input_tokens_include_what_the_cache_gave_and_took() -> None:
    payload: dict[str, Any] = {
        "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "42"}],
        "stop_reason": "end_turn",
        "usage": {
            "input_tokens": 10,
            "cache_read_input_tokens": 100,
            "cache_creation_input_tokens": 5,
            "output_tokens": 20,
            "output_tokens_details": {"thinking_tokens": 12},
        },
    }
    response = MessagesWire().read(payload, TIMING)
    assert response.usage == Usage(input_tokens=115, output_tokens=20, reasoning_tokens=12, cached_tokens=100)
    assert (response.text, response.reasoning) == ("42", "hm")


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("refusal", "refusal"),
        ("pause_turn", "other"),
    ],
)
def test_anthropic_stop_reasons_become_ours(stop: str, reason: str) -> None:
    assert MessagesWire().read({"content": [], "stop_reason": stop}, TIMING).finish_reason == reason


def test_an_anthropic_refusal_without_text_keeps_its_explanation() -> None:
    payload: dict[str, Any] = {
        "content": [],
        "stop_reason": "refusal",
        "stop_details": {"type": "refusal", "explanation": "Why not."},
    }
    assert MessagesWire().read(payload, TIMING).text == "Why not."


def test_anthropic_events_become_the_whole_answer_with_the_final_counts() -> None:
    collector = MessagesWire().collector()
    collector.feed(
        {"type": "message_start", "message": {"model": "claude", "usage": {"input_tokens": 9, "output_tokens": 1}}}
    )
    assert collector.feed({"type": "content_block_delta", "delta": {"type": "text_delta", "text": "4"}})
    assert collector.feed({"type": "content_block_delta", "delta": {"type": "thinking_delta", "thinking": "hm"}})
    assert not collector.feed({"type": "content_block_delta", "delta": {"type": "signature_delta", "signature": "x"}})
    collector.feed({"type": "message_delta", "delta": {"stop_reason": "max_tokens"}, "usage": {"output_tokens": 7}})
    assert collector.payload() is None
    collector.feed({"type": "message_stop"})
    response = MessagesWire().read(collector.payload() or {}, TIMING)
    assert (response.text, response.reasoning, response.finish_reason) == ("4", "hm", "length")
    assert (response.usage.input_tokens, response.usage.output_tokens) == (9, 7)
