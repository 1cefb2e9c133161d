"""What the REST interface promises, asked of every server that speaks it, with bare HTTP."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from conformance.rest_deviations import DEVIATIONS, SOMETIMES
from conformance.rest_schemas import DEPENDENCY, JSON_SCHEMA, MAIN, Scene
from conformance.rest_servers import OURS, SERVERS
from served import OWN_JSON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from served import Rest

LEVELS = (
    "NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE",
)  # fmt: skip


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=() if name == OURS else pytest.mark.oracle) for name in SERVERS],
)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, Rest]]:
    with SERVERS[request.param]() as rest:
        yield request.param, rest


@pytest.fixture
def rest(server: tuple[str, Rest], request: pytest.FixtureRequest) -> Rest:
    name, rest = server
    place = (name, request.node.originalname)
    if reason := DEVIATIONS.get(place) or SOMETIMES.get(place):
        request.node.add_marker(pytest.mark.xfail(reason=reason, strict=place not in SOMETIMES))
    return rest


@pytest.fixture
def scene(rest: Rest) -> Scene:
    return Scene(rest)


# subjects and versions


def test_register_tells_the_id(scene):
    answer = scene.register(scene.record("id"))
    assert answer.status == 200
    assert answer.json["id"] > 0


def test_register_tells_the_version_too(scene):
    answer = scene.register(scene.record("id")).json
    assert answer["version"] == 1
    assert answer["guid"]


def test_a_schema_that_inherits_is_told(scene):
    scene.registered(scene.record("id"), metadata={"properties": {"owner": "me"}})
    assert "schema" not in scene.register(scene.record("id"), metadata={"properties": {"owner": "me"}}).json
    answer = scene.register(scene.record("id", "note?")).json
    assert (answer["schema"], answer["metadata"]["properties"]) == (
        scene.record("id", "note?"),
        {"owner": "me"},
    )


def test_register_again_is_the_same_version(scene):
    first = scene.registered(scene.record("id"))
    assert scene.registered(json.dumps(json.loads(scene.record("id")), indent=4)) == first
    assert scene.versions() == [1]


def test_one_schema_in_two_subjects_has_one_id(scene):
    assert scene.registered(scene.record("id")) == scene.registered(scene.record("id"), scene.other("more"))


def test_versions_of_an_unknown_subject(scene):
    assert scene.rest.get(f"/subjects/{scene.subject}/versions").code == (404, 40401)


def test_a_version_in_full(scene):
    number = scene.registered(scene.record("id"))
    answer = scene.rest.get(f"/subjects/{scene.subject}/versions/1").json
    assert (answer["subject"], answer["version"], answer["id"]) == (scene.subject, 1, number)
    assert json.loads(answer["schema"]) == json.loads(scene.record("id"))
    assert answer.get("schemaType", "AVRO") == "AVRO"


def test_a_version_has_guid_and_time(scene):
    scene.registered(scene.record("id"))
    answer = scene.rest.get(f"/subjects/{scene.subject}/versions/latest").json
    assert len(answer["guid"]) == 36
    assert answer["ts"] > 1_600_000_000_000


@pytest.mark.parametrize("latest", ["latest", "-1"])
def test_the_latest_version(scene, latest):
    scene.registered(scene.record("id"))
    scene.registered(scene.record("id", "note?"))
    assert scene.rest.get(f"/subjects/{scene.subject}/versions/{latest}").json["version"] == 2


def test_an_unknown_version(scene):
    scene.registered(scene.record("id"))
    assert scene.rest.get(f"/subjects/{scene.subject}/versions/99").code == (404, 40402)


@pytest.mark.parametrize("version", ["abc", "0", "-2", "2147483648", "1e3", "%31%2E5"])
def test_what_is_no_version(scene, version):
    scene.registered(scene.record("id"))
    assert scene.rest.get(f"/subjects/{scene.subject}/versions/{version}").code == (422, 42202)


def test_the_bare_text_of_a_version(scene):
    scene.registered(scene.record("id"))
    answer = scene.rest.get(f"/subjects/{scene.subject}/versions/1/schema")
    assert json.loads(answer.body) == json.loads(scene.record("id"))


def test_look_a_schema_up(scene):
    number = scene.registered(scene.record("id"))
    answer = scene.rest.post(f"/subjects/{scene.subject}", {"schema": scene.record("id")}).json
    assert (answer["subject"], answer["version"], answer["id"]) == (scene.subject, 1, number)


def test_look_up_what_is_not_there(scene):
    scene.registered(scene.record("id"))
    assert scene.rest.post(f"/subjects/{scene.subject}", {"schema": '"string"'}).code == (404, 40403)


def test_look_up_in_an_unknown_subject(scene):
    assert scene.rest.post(f"/subjects/{scene.subject}", {"schema": '"string"'}).code == (404, 40401)


def test_subjects_by_prefix(scene):
    scene.registered(scene.record("id"))
    assert scene.rest.get("/subjects", subjectPrefix=scene.subject).json == [scene.subject]


def test_pages_of_subjects(scene):
    names = [scene.other(f"page-{scene.tag}-{number}") for number in range(4)]
    for name in names:
        scene.registered(scene.record("id"), name)
    prefix = f"page-{scene.tag}-"
    assert scene.rest.get("/subjects", subjectPrefix=prefix, offset=1, limit=2).json == names[1:3]


def test_pages_of_versions(scene):
    for number in range(4):
        scene.registered(scene.record("id", *(f"f{each}?" for each in range(number))))
    assert scene.versions(offset=1, limit=2) == [2, 3]


@pytest.mark.parametrize(
    "name", ["a b", "a/b", "ü", "a%2Fb", "a?b", "a#b", "a+b", "..", "a;b", "'; DROP TABLE version; --"]
)
def test_a_name_with_odd_characters(scene, name):
    odd = f"{name}-{scene.tag}"
    number = scene.registered(scene.record("id"), quote(odd, safe=""))
    answer = scene.rest.get(f"/subjects/{quote(odd, safe='')}/versions/1").json
    assert (answer["subject"], answer["id"]) == (odd, number)
    assert odd in scene.rest.get("/subjects").json


def test_a_name_that_is_none(scene):
    assert scene.register(scene.record("id"), "a%00b").code == (422, 42208)


# schemas


def test_schema_types(rest):
    assert sorted(rest.get("/schemas/types").json) == ["AVRO", "JSON", "PROTOBUF"]


def test_a_schema_by_its_id(scene):
    number = scene.registered(scene.record("id"))
    answer = scene.rest.get(f"/schemas/ids/{number}").json
    assert json.loads(answer["schema"]) == json.loads(scene.record("id"))
    assert answer.get("schemaType", "AVRO") == "AVRO"


def test_the_bare_text_of_an_id(scene):
    number = scene.registered(scene.record("id"))
    assert json.loads(scene.rest.get(f"/schemas/ids/{number}/schema").body) == json.loads(scene.record("id"))


def test_an_unknown_id(rest):
    assert rest.get("/schemas/ids/2000000000").code == (404, 40403)


def test_subjects_of_an_id(scene):
    number = scene.registered(scene.record("id"))
    scene.registered(scene.record("id"), scene.other("more"))
    found = scene.rest.get(f"/schemas/ids/{number}/subjects").json
    assert sorted(found) == sorted([scene.subject, scene.other("more")])


def test_versions_of_an_id(scene):
    number = scene.registered(scene.record("id"))
    found = scene.rest.get(f"/schemas/ids/{number}/versions").json
    assert [(each["subject"], each["version"]) for each in found] == [(scene.subject, 1)]


def test_a_schema_by_its_guid(scene):
    number = scene.registered(scene.record("id"))
    guid = scene.rest.get(f"/subjects/{scene.subject}/versions/1").json["guid"]
    assert json.loads(scene.rest.get(f"/schemas/guids/{guid}").json["schema"]) == json.loads(
        scene.record("id")
    )
    assert scene.rest.get(f"/schemas/guids/{guid}/ids").json == [{"context": ".", "id": number}]


def test_an_unknown_guid(rest):
    assert rest.get("/schemas/guids/00000000-0000-0000-0000-000000000000").code == (404, 40403)


def test_all_schemas(scene):
    scene.registered(scene.record("id"))
    scene.registered(scene.record("id", "note?"))
    found = scene.rest.get("/schemas", subjectPrefix=scene.subject).json
    assert [(each["subject"], each["version"]) for each in found] == [(scene.subject, 1), (scene.subject, 2)]
    newest = scene.rest.get("/schemas", subjectPrefix=scene.subject, latestOnly="true").json
    assert [each["version"] for each in newest] == [2]


def test_an_empty_schema(scene):
    assert scene.register("").code == (422, 42201)


@pytest.mark.parametrize("schema", ["{{{", '{"type":"nope"}', '{"type":"record","name":"R"}'])
def test_what_is_no_avro_schema(scene, schema):
    assert scene.register(schema).code == (422, 42201)


def test_an_unknown_type_of_schema(scene):
    assert scene.register(scene.record("id"), schemaType="XML").status == 422


def test_json_schemas(scene):
    number = scene.registered(JSON_SCHEMA, schemaType="JSON")
    answer = scene.rest.get(f"/schemas/ids/{number}").json
    assert (answer["schemaType"], json.loads(answer["schema"])) == ("JSON", json.loads(JSON_SCHEMA))


def test_a_data_contract(scene):
    rule = {"name": "r", "kind": "CONDITION", "type": "CEL", "mode": "WRITE", "expr": "true"}
    metadata, rules = {"properties": {"owner": "me"}}, {"domainRules": [rule]}
    scene.registered(scene.record("id"), metadata=metadata, ruleSet=rules)
    answer = scene.rest.get(f"/subjects/{scene.subject}/versions/1").json
    assert answer["metadata"]["properties"] == {"owner": "me"}
    assert answer["ruleSet"]["domainRules"][0]["name"] == "r"


def test_the_latest_with_metadata(scene):
    scene.registered(scene.record("id"), metadata={"properties": {"owner": "me"}})
    scene.registered(scene.record("id", "note?"), metadata={"properties": {"owner": "you"}})
    answer = scene.rest.get(f"/subjects/{scene.subject}/metadata", key="owner", value="me")
    assert answer.json["version"] == 1
    assert scene.rest.get(f"/subjects/{scene.subject}/metadata", key="owner", value="him").status == 404


# references


def test_protobuf_with_a_reference(scene):
    subject, references = scene.with_reference()
    answer = scene.rest.get(f"/subjects/{subject}/versions/1").json
    assert (answer["schemaType"], answer["schema"], answer["references"]) == ("PROTOBUF", MAIN, references)


def test_protobuf_without_what_it_imports(scene):
    assert scene.register(MAIN, schemaType="PROTOBUF").code == (422, 42201)


def test_a_reference_to_nothing(scene):
    missing = [{"name": "dep.proto", "subject": scene.other("nothing"), "version": 1}]
    assert scene.register(MAIN, schemaType="PROTOBUF", references=missing).code == (422, 42201)


def test_referenced_by(scene):
    subject, references = scene.with_reference()
    number = scene.rest.get(f"/subjects/{subject}/versions/1").json["id"]
    assert scene.rest.get(f"/subjects/{references[0]['subject']}/versions/1/referencedby").json == [number]


def test_what_is_referred_to_is_not_deleted(scene):
    _, references = scene.with_reference()
    assert scene.rest.delete(f"/subjects/{references[0]['subject']}/versions/1").code == (422, 42206)


def test_a_serialised_descriptor(scene):
    subject, _ = scene.with_reference()
    number = scene.rest.get(f"/subjects/{subject}/versions/1").json["id"]
    for path in (f"/schemas/ids/{number}", f"/subjects/{subject}/versions/1"):
        answer = scene.rest.get(path, format="serialized").json
        assert b"dep.proto" in base64.b64decode(answer["schema"], validate=True)


def test_protobuf_in_another_layout_is_the_same(scene):
    scene.registered(DEPENDENCY, schemaType="PROTOBUF")
    other = DEPENDENCY.replace("  ", "\t") + "// a comment\n"
    body = {"schema": other, "schemaType": "PROTOBUF"}
    assert scene.rest.post(f"/subjects/{scene.subject}", body, normalize="true").json["version"] == 1


def test_avro_with_a_reference(scene):
    scene.registered(scene.record("id"))
    name = f"t.n{scene.tag}.Order"
    user = {"type": "record", "name": "Cart", "fields": [{"name": "order", "type": name}]}
    references = [{"name": name, "subject": scene.subject, "version": 1}]
    number = scene.registered(json.dumps(user), scene.other("cart"), references=references)
    assert scene.rest.get(f"/schemas/ids/{number}").json["references"] == references


# compatibility


def test_a_compatible_schema(scene):
    scene.registered(scene.record("id"))
    for at in ("/latest", "/1", ""):
        assert scene.ask(scene.record("id", "note?"), at).json["is_compatible"] is True


def test_an_incompatible_schema(scene):
    scene.registered(scene.record("id"))
    for at in ("/latest", "/1", ""):
        assert scene.ask(scene.record("id", kind="string"), at).json["is_compatible"] is False


def test_messages_if_asked_for(scene):
    scene.registered(scene.record("id"))
    assert scene.ask(scene.record("id", kind="string")).json["messages"]
    assert "messages" not in scene.ask(scene.record("id", kind="string"), verbose=False).json
    assert scene.ask(scene.record("id", "note?")).json.get("messages", []) == []


def test_compatible_with_nothing(scene):
    for at in ("/latest", ""):
        assert scene.ask(scene.record("id"), at).json["is_compatible"] is True


def test_compatible_with_an_unknown_version(scene):
    scene.registered(scene.record("id"))
    assert scene.ask(scene.record("id"), "/77").code == (404, 40402)


def test_compatibility_of_what_is_no_schema(scene):
    scene.registered(scene.record("id"))
    assert scene.ask("{{", verbose=False).code == (422, 42201)
    verbose = scene.ask("{{").json
    assert verbose["is_compatible"] is False
    assert verbose["messages"]


def test_all_versions_when_transitive(scene):
    scene.registered(scene.record("id"))
    scene.registered(scene.record())
    scene.rest.put(f"/config/{scene.subject}", {"compatibility": "BACKWARD_TRANSITIVE"})
    step = scene.record("id?", kind="string")
    assert scene.ask(step, "/latest").json["is_compatible"] is True
    assert scene.ask(step, "").json["is_compatible"] is False


def test_register_what_is_incompatible(scene):
    scene.registered(scene.record("id"))
    answer = scene.register(scene.record("id", kind="string"))
    assert answer.code == (409, 409)
    assert scene.versions() == [1]


def test_compatibility_with_a_reference(scene):
    subject, references = scene.with_reference()
    more = MAIN.replace("int32 a = 1;", "int32 a = 1;\n  bool b = 9;")
    other = MAIN.replace("int32 a", "string a")
    extra = {"schemaType": "PROTOBUF", "references": references}
    assert scene.ask(more, subject=subject, **extra).json["is_compatible"] is True
    assert scene.ask(other, subject=subject, **extra).json["is_compatible"] is False


def test_another_type_is_incompatible(scene):
    scene.registered(scene.record("id"))
    assert scene.ask(DEPENDENCY, schemaType="PROTOBUF").json["is_compatible"] is False


# configuration and modes


def test_the_global_level(rest):
    assert rest.get("/config").json["compatibilityLevel"] == "BACKWARD"


def test_a_subject_says_nothing(scene):
    assert scene.rest.get(f"/config/{scene.subject}").code == (404, 40408)
    assert (
        scene.rest.get(f"/config/{scene.subject}", defaultToGlobal="true").json["compatibilityLevel"]
        == "BACKWARD"
    )


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_of_a_subject(scene, level):
    scene.registered(scene.record("id"))
    assert scene.rest.put(f"/config/{scene.subject}", {"compatibility": level}).json["compatibility"] == level
    assert scene.rest.get(f"/config/{scene.subject}").json["compatibilityLevel"] == level
    assert scene.rest.delete(f"/config/{scene.subject}").json["compatibilityLevel"] == level
    assert scene.rest.get(f"/config/{scene.subject}").code == (404, 40408)


def test_what_is_no_level(scene):
    assert scene.rest.put(f"/config/{scene.subject}", {"compatibility": "SIDEWAYS"}).code == (422, 42203)


def test_delete_a_config_that_is_not_there(scene):
    assert scene.rest.delete(f"/config/{scene.subject}").code == (404, 40401)


def test_a_config_is_changed_by_the_names_that_are_sent(scene):
    path = f"/config/{scene.subject}"
    scene.rest.put(path, {"compatibility": "FULL", "compatibilityGroup": "app.major"})
    scene.rest.put(path, {"normalize": True})
    answer = scene.rest.get(path).json
    assert (answer["compatibilityLevel"], answer["compatibilityGroup"], answer["normalize"]) == (
        "FULL", "app.major", True,
    )  # fmt: skip
    scene.rest.put(path, {"compatibilityGroup": None})
    assert "compatibilityGroup" not in scene.rest.get(path).json


def test_the_global_mode(rest):
    assert rest.get("/mode").json == {"mode": "READWRITE"}


def test_a_subject_has_no_mode(scene):
    assert scene.rest.get(f"/mode/{scene.subject}").code == (404, 40409)
    assert scene.rest.get(f"/mode/{scene.subject}", defaultToGlobal="true").json == {"mode": "READWRITE"}


def test_what_is_no_mode(scene):
    assert scene.rest.put(f"/mode/{scene.subject}", {"mode": "SPIN"}).code == (422, 42204)


def test_read_only(scene):
    scene.registered(scene.record("id"))
    assert scene.rest.put(f"/mode/{scene.subject}", {"mode": "READONLY"}).json == {"mode": "READONLY"}
    assert scene.register(scene.record("id", "note?")).code == (422, 42205)
    assert scene.rest.delete(f"/subjects/{scene.subject}").code == (422, 42205)
    assert scene.rest.delete(f"/mode/{scene.subject}").json == {"mode": "READONLY"}
    assert scene.register(scene.record("id", "note?")).status == 200


def test_import_keeps_ids_and_numbers(scene):
    scene.rest.put(f"/mode/{scene.subject}", {"mode": "IMPORT"})
    given = 1_000_000 + int(scene.tag[:5], 16)
    assert scene.register(scene.record("id"), id=given, version=7).json["id"] == given
    assert scene.versions() == [7]
    assert scene.rest.get(f"/schemas/ids/{given}").status == 200


def test_import_over_what_is_there(scene):
    scene.registered(scene.record("id"))
    assert scene.rest.put(f"/mode/{scene.subject}", {"mode": "IMPORT"}).code == (422, 42205)
    assert scene.rest.put(f"/mode/{scene.subject}", {"mode": "IMPORT"}, force="true").status == 200


def test_an_id_is_given_in_import_only(scene):
    assert scene.register(scene.record("id"), id=5555).code == (422, 42205)


# deletion


def test_delete_a_version_softly(scene):
    scene.registered(scene.record("id"))
    scene.registered(scene.record("id", "note?"))
    assert scene.rest.delete(f"/subjects/{scene.subject}/versions/2").json == 2
    assert scene.rest.get(f"/subjects/{scene.subject}/versions/2").code == (404, 40402)
    assert scene.rest.get(f"/subjects/{scene.subject}/versions/2", deleted="true").json["version"] == 2
    assert scene.versions() == [1]
    assert scene.versions(deleted="true") == [1, 2]
    assert scene.versions(deletedOnly="true") == [2]


def test_delete_a_version_twice(scene):
    scene.registered(scene.record("id"))
    scene.registered(scene.record("id", "note?"))
    scene.rest.delete(f"/subjects/{scene.subject}/versions/2")
    assert scene.rest.delete(f"/subjects/{scene.subject}/versions/2").code == (404, 40406)


def test_delete_permanently_only_what_is_deleted(scene):
    scene.registered(scene.record("id"))
    path = f"/subjects/{scene.subject}"
    assert scene.rest.delete(f"{path}/versions/1", permanent="true").code == (404, 40407)
    assert scene.rest.delete(path, permanent="true").code == (404, 40405)


def test_delete_a_subject(scene):
    number = scene.registered(scene.record("id"))
    path = f"/subjects/{scene.subject}"
    assert scene.rest.delete(path).json == [1]
    assert scene.rest.delete(path).code == (404, 40404)
    assert scene.subject not in scene.rest.get("/subjects").json
    assert scene.subject in scene.rest.get("/subjects", deleted="true").json
    assert scene.rest.get("/subjects", deletedOnly="true", subjectPrefix=scene.subject).json == [
        scene.subject
    ]
    assert scene.rest.get(f"/schemas/ids/{number}").status == 200
    assert scene.rest.delete(path, permanent="true").json == [1]
    assert scene.rest.get("/subjects", deleted="true", subjectPrefix=scene.subject).json == []


def test_delete_what_is_not_there(scene):
    assert scene.rest.delete(f"/subjects/{scene.subject}").code == (404, 40401)


def test_a_number_is_not_used_again(scene):
    scene.registered(scene.record("id"))
    number = scene.registered(scene.record("id", "note?"))
    scene.rest.delete(f"/subjects/{scene.subject}/versions/2")
    assert scene.registered(scene.record("id", "note?")) == number
    assert scene.versions() == [1, 3]


# contexts


def test_a_context_has_ids_of_its_own(scene):
    context = f".ctx{scene.tag}"
    answer = scene.register(scene.record("id"), f":{context}:orders").json
    assert answer["id"] == 1
    assert scene.rest.get(f"/subjects/:{context}:orders/versions/1").json["subject"] == f":{context}:orders"
    assert context in scene.rest.get("/contexts").json
    assert scene.rest.get("/schemas/ids/1", subject=f":{context}:").json["schema"] == scene.record("id")


def test_paths_below_a_context(scene):
    context = f".ctx{scene.tag}"
    scene.rest.post(f"/contexts/{context}/subjects/orders/versions", {"schema": scene.record("id")})
    assert scene.rest.get(f"/contexts/{context}/subjects").json == [f":{context}:orders"]
    assert scene.rest.get(f"/contexts/{context}/schemas/ids/1").json["schema"] == scene.record("id")
    scene.rest.put(f"/contexts/{context}/config", {"compatibility": "FULL"})
    answer = scene.rest.get(f"/config/:{context}:orders", defaultToGlobal="true")
    assert answer.json["compatibilityLevel"] == "FULL"


def test_subjects_of_the_default_context_alone(scene):
    scene.registered(scene.record("id"))
    scene.registered(scene.record("id"), f":.ctx{scene.tag}:orders")
    default = scene.rest.get("/subjects", subjectPrefix="").json
    assert scene.subject in default
    assert f":.ctx{scene.tag}:orders" not in default
    assert f":.ctx{scene.tag}:orders" in scene.rest.get("/subjects").json


# about HTTP


def test_the_root(rest):
    assert rest.get("/").json == {}


def test_metadata(rest):
    assert "scope" in rest.get("/v1/metadata/id").json
    assert rest.get("/v1/metadata/version").json["version"]


def test_a_path_that_is_none(rest):
    assert rest.get("/nothing/here").code == (404, 404)


def test_a_method_that_is_none(scene):
    assert scene.rest.call("PATCH", "/subjects").code == (405, 405)


@pytest.mark.parametrize("media", [OWN_JSON, "application/vnd.schemaregistry+json", "application/json"])
def test_content_types(scene, media):
    body = {"schema": scene.record("id")}
    answer = scene.rest.call("POST", f"/subjects/{scene.subject}/versions", body, {"Content-Type": media})
    assert answer.status == 200
    answer = scene.rest.call("GET", "/subjects", headers={"Accept": media})
    assert answer.headers["content-type"].partition(";")[0] == media


def test_the_usual_content_type(rest):
    assert rest.call("GET", "/subjects", headers={"Accept": "*/*"}).headers["content-type"] == OWN_JSON


def test_a_body_of_another_type(scene):
    body = {"schema": scene.record("id")}
    for media in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        answer = scene.rest.call("POST", f"/subjects/{scene.subject}/versions", body, {"Content-Type": media})
        assert answer.code == (415, 415)


def test_an_answer_of_another_type(rest):
    assert rest.call("GET", "/subjects", headers={"Accept": "text/html"}).code == (406, 406)


def test_a_body_that_is_no_json(scene):
    for body in (b"{", b"\xff", b"[1", b"[" * 100_000):
        answer = scene.rest.call("POST", f"/subjects/{scene.subject}/versions", body)
        assert answer.status == 400, answer
