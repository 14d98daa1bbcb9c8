"""The dates of a table are what their columns, and the cells beside them, show that they are."""

from __future__ import annotations

from tests.exchange.brought import Look, brought, dates


def test_the_order_of_day_and_month_is_that_of_the_whole_column(look_at: Look) -> None:
    assert dates(look_at("date,title\n03/04/2024,A\n13/04/2024,B\n")) == ["2024-04-03", "2024-04-13"]
    assert dates(look_at("date,title\n03/04/2024,A\n04/13/2024,B\n")) == ["2024-03-04", "2024-04-13"]


def test_the_order_of_day_and_month_is_asked_for_where_nothing_shows_it(look_at: Look) -> None:
    survey = look_at("date,title\n03/04/2024,A\n05/06/24,B\n")
    assert [column.name for column in survey.questions] == ["date"]
    said = look_at("date,title\n03/04/2024,A\n05/06/24,B\n", order="month")
    assert said.questions == []
    assert dates(said) == ["2024-03-04", "2024-05-06"]


def test_a_day_that_is_none_in_the_order_of_its_column_is_not_made_up(look_at: Look) -> None:
    assert dates(look_at("date,title\n30/02/2024,A\n13/04/2024,B\n")) == ["30/02/2024", "2024-04-13"]


def test_a_column_of_both_orders_is_asked_for(look_at: Look) -> None:
    text = "date,title\n03/04/2024,A\n13/04/2024,B\n04/13/2024,C\n"
    assert look_at(text).questions
    assert dates(look_at(text, order="day")) == ["2024-04-03", "2024-04-13", "2024-04-13"]


def test_a_short_year_behind_dots_is_asked_for_unless_its_column_shows_a_day(look_at: Look) -> None:
    asked = look_at("date,title\n05.06.24,A\n")
    assert [column.name for column in asked.questions] == ["date"]
    for survey in (
        look_at("date,title\n05.06.24,A\n", order="day"),
        look_at("date,title\n05.06.24,A\n13.06.24,B\n"),
    ):
        events, bringing = brought(survey)
        assert events[0]["date"] == "2024-06-05"
        assert "a date: its century is not written" in bringing.account.changed


def test_edtf_goes_before_any_other_date(look_at: Look) -> None:
    assert dates(look_at("date,edtf,title\nspring 2024,2024-21~,A\n2024,,B\n")) == ["2024-21~", "2024"]


def test_a_beginning_and_an_end_are_one_date(look_at: Look) -> None:
    text = "Start Date,End Date,title\n2024-03-12,2024-03-15,A\n2024-03,2024-03,B\n2024-03-12,2024-03-01,C\n"
    events, bringing = brought(look_at(text))
    assert [event["date"] for event in events] == ["2024-03-12/2024-03-15", "2024-03", "2024-03-12"]
    assert events[2]["fields"] == {"End Date": "2024-03-01"}
    assert "the end comes before the beginning, and stands under `fields`" in bringing.account.changed


def test_year_month_day_and_time_are_one_date(look_at: Look) -> None:
    text = "Year,Month,Day,Time,title\n2024,3,12,05:00,A\n2024,3,,,B\n850,,,,C\n2024,March,12,,D\n"
    assert dates(look_at(text)) == ["2024-03-12T05:00", "2024-03", "0850", "2024-03-12"]


def test_a_precision_makes_a_date_no_more_exact_than_it_is(look_at: Look) -> None:
    text = (
        "date,date_precision,title\n2024-03-01,month,A\n2024-01-01,year,B\n2024-03-01,circa,C\n2024,odd,D\n"
    )
    events, _ = brought(look_at(text))
    assert [event["date"] for event in events] == ["2024-03", "2024", "2024-03-01~", "2024"]
    assert events[3]["fields"] == {"precision": "odd"}


def test_a_date_that_is_not_understood_stands_as_it_is_written(look_at: Look) -> None:
    events, bringing = brought(look_at("date,title\nafter the thaw,A\n"))
    assert events[0]["date"] == "after the thaw"
    assert bringing.account.undated == 1
    assert bringing.account.is_whole
