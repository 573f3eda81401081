from tests.integration.server.page import Api


def test_a_task_is_proved_when_asked_for_and_the_proof_is_kept(api: Api) -> None:
    assert api.get("/api/suites/functions/validations")["items"] == []
    proof = api.post("/api/suites/functions/validations", {"task_id": "double"})
    assert (proof["task_id"], proof["reference_passed"], proof["empty_failed"]) == ("double", True, True)
    assert proof["mutants"] > 0
    assert proof["killed"] + len(proof["survivors"]) == proof["mutants"]
    assert proof["proved"] == (proof["survivors"] == [])
    (kept,) = api.get("/api/suites/functions/validations")["items"]
    assert kept == proof


def test_a_new_proof_of_a_task_takes_the_place_of_the_one_before(api: Api) -> None:
    first = api.post("/api/suites/questions/validations", {"task_id": "q/7"})
    again = api.post("/api/suites/questions/validations", {"task_id": "q/7"})
    (kept,) = api.get("/api/suites/questions/validations")["items"]
    assert (kept["validated_at"], kept["sandbox"]) == (again["validated_at"], "")
    assert first["validated_at"] < again["validated_at"]


def test_a_task_that_nobody_knows_is_not_proved(api: Api) -> None:
    assert "nothing" in api.post("/api/suites/functions/validations", {"task_id": "nothing"}, status=422)["detail"]
