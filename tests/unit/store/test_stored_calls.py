from benchwright.store.store import Store
from tests.unit.store import made


async def test_a_call_comes_back_as_it_was_put(store: Store) -> None:
    call = made.call(text="short")
    await store.put(call)
    assert await store.get(call.key) == call


async def test_a_long_response_comes_back_whole(store: Store) -> None:
    call = made.call(text="a long response " * 1000)
    await store.calls("alpha").put(call)
    assert await store.calls("alpha").get(call.key) == call


async def test_half_a_character_in_a_paid_response_does_not_lose_the_rest(store: Store) -> None:
    await store.put(made.call(text="paid \ud83d for"))
    stored = await store.get("c1")
    assert stored is not None
    assert stored.response.text == "paid ? for"


async def test_an_unknown_key_has_no_call(store: Store) -> None:
    assert await store.get("nobody") is None


async def test_one_run_finds_what_another_bought(store: Store) -> None:
    await store.calls("alpha").put(made.call())
    assert await store.calls("beta").get("c1") == made.call()


async def test_a_fresh_purchase_replaces_the_answer_and_both_are_on_the_ledger(store: Store) -> None:
    calls = store.calls("alpha")
    await calls.put(made.call(text="first", cost_usd=0.5))
    await calls.put(made.call(text="second", cost_usd=0.25))
    stored = await calls.get("c1")
    assert stored is not None
    assert stored.response.text == "second"
    assert store.spent_usd("alpha") == 0.75


async def test_spending_without_an_answer_counts_and_stays_on_its_run(store: Store) -> None:
    await store.calls("alpha").put(made.call(cost_usd=0.5))
    await store.spend("alpha", 0.25, "timed out after it was sent")
    await store.spend("alpha", None, "price unknown")
    await store.spend("beta", 4.0, "another run")
    assert store.spent_usd("alpha") == 0.75
    assert store.spent_usd("nobody") == 0.0


async def test_known_calls_are_found_among_more_keys_than_a_query_takes(store: Store) -> None:
    await store.put(made.call("k-7"))
    await store.put(made.call("k-2499"))
    assert store.known_calls([f"k-{number}" for number in range(2500)]) == {"k-7", "k-2499"}
    assert store.known_calls([]) == set()


async def test_history_is_the_mean_over_a_models_calls(store: Store) -> None:
    await store.put(made.call("a"))
    await store.put(made.call("b"))
    history = store.call_history("openai", "gpt-5")
    assert (history.calls, history.mean_output_tokens, history.mean_latency_s) == (2, 20.0, 2.0)
    nothing = store.call_history("openai", "other")
    assert (nothing.calls, nothing.mean_output_tokens, nothing.mean_latency_s) == (0, None, None)
