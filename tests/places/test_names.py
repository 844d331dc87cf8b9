"""Countries by name: every spelling leads home, and no doubtful one is guessed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import BadInput
from licet.places import UnknownPlace, countries, country
from licet.places.names import plain

SPELLINGS = [
    (one.code, name)
    for one in countries().values()
    for name in (one.code, one.name, one.ear_name, *one.aliases)
    if name
]


@given(st.sampled_from(SPELLINGS), st.sampled_from([str, str.upper, str.lower, str.title]))
def test_every_spelling_resolves_to_its_own_country(spelling, case):
    code, name = spelling
    assert country(case(name)).code == code
    assert country(f"  {name} ").code == code
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    assert country(bare).code == code


def test_no_spelling_belongs_to_two_countries():
    owners = {}
    for code, name in SPELLINGS:
        assert owners.setdefault(plain(name), code) == code


def test_there_are_249_iso_codes_and_kosovo():
    assert len(countries()) == 250
    assert len({one.aliases[0] for one in countries().values()}) == 250
    assert all(len(one.code) == 2 and len(one.aliases[0]) == 3 for one in countries().values())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"),
        ("uae", "AE"),
        ("PRC", "CN"),
        ("Mainland China", "CN"),
        ("China (PRC)", "CN"),
        ("South Korea", "KR"),
        ("Korea, North", "KP"),
        ("Holland", "NL"),
        ("Burma", "MM"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("Cote d'lvoire", "CI"),  # as the country groups misspell it
        ("Turkiye", "TR"),
        ("TÜRKİYE", "TR"),
        ("Bahamas, The", "BS"),
        ("St. Lucia", "LC"),
        ("Seycheles", "SC"),  # as the chart misspells it
        ("Micronesia (Federated State of)", "FM"),
        ("Congo (Democratic Republic of)", "CD"),
        ("Congo (Republic of the)", "CG"),
        ("Macao", "MO"),
        ("Hong Kong SAR", "HK"),
        ("Taiwan, Province of China", "TW"),
        ("Curacao", "CW"),
        ("no", "NO"),
        ("xk", "XK"),
        ("Georgia", "GE"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
    ],
)
def test_names_people_write(text, code):
    assert country(text).code == code


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("EU", "member state"),
        ("Congo", "`CG`"),
        ("Korea", "`KP`"),
        ("Republic of China", "`TW`"),
        ("Saint Martin", "`SX`"),
    ],
)
def test_a_name_of_several_places_is_refused(text, hint):
    with pytest.raises(UnknownPlace, match="no single country") as caught:
        country(text)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Crimea", "--to UA --fact region=crimea"),
        ("DNR", "region=donetsk"),
        ("Donetsk People\u2019s Republic", "region=donetsk"),
        ("Luhansk", "region=luhansk"),
        ("Northern Cyprus", "`CY`"),
        ("Tibet", "`CN`"),
        ("XINJIANG", "`CN`"),
        ("Hawaii", "`US`"),
        ("Texas", "`US`"),
        ("Zanzibar", "`TZ`"),
        ("Kurdistan", "`IQ`"),
        ("Somaliland", "`SO`"),
    ],
)
def test_a_region_is_refused_with_what_to_type(text, hint):
    with pytest.raises(UnknownPlace, match="no country of its own") as caught:
        country(text)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [("Guam", "GU"), ("Greenland", "GL"), ("Kosovo", "XK"), ("England", "GB"), ("Scotland", "GB")],
)
def test_territories_and_parts_with_a_common_name_resolve(text, code):
    assert country(text).code == code


@pytest.mark.parametrize(
    "text", ["", "  ", "the", "ZZ", "XX", "ZZZ", "Narnia", "China US", "中国CN"]
)
def test_an_unknown_name_is_an_error(text):
    with pytest.raises(UnknownPlace, match="no such country"):
        country(text)


@pytest.mark.parametrize("value", [None, False, 1, b"CN", ["CN"]])
def test_only_text_names_a_country(value):
    with pytest.raises(BadInput, match="not a country"):
        country(value)


def test_near_matches_are_named_with_their_codes():
    with pytest.raises(UnknownPlace) as caught:
        country("Singapour")
    assert caught.value.near == ("Singapore (SG)",)
    assert str(caught.value) == "no such country: `Singapour` (did you mean Singapore (SG)?)"


@given(st.text(max_size=12))
def test_any_text_is_a_country_or_a_clean_error(text):
    names = {plain(name) for _, name in SPELLINGS}
    if plain(text) in names:
        assert country(text).code in countries()
    else:
        with pytest.raises(UnknownPlace, match="country") as caught:
            country(text)
        assert caught.value.hint


def test_territories_point_to_countries_that_stand_alone():
    for one in countries().values():
        if one.part_of:
            assert countries()[one.part_of].part_of == ""
            assert one.ear_name == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [("Germany (DE)", "DE"), ("DE - Germany", "DE"), ("China – CHN", "CN"), ("Korea, Rep.", "KR")],
)
def test_a_name_with_its_code_and_the_names_of_statisticians_are_read(text, code):
    assert country(text).code == code


def test_a_name_with_the_code_of_another_country_is_refused():
    with pytest.raises(UnknownPlace, match="two countries in one") as caught:
        country("Germany (CN)")
    assert caught.value.hint == "`CN` is China, Germany is `DE`"


def test_what_a_hint_offers_is_understood():
    with pytest.raises(UnknownPlace) as caught:
        country("Austrailia")
    assert country(caught.value.near[0]).code == "AU"
