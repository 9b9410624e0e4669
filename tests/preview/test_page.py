"""The page in a browser: what a person does by mouse and keyboard, and what they see."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bot.preview.acts import find_exchange
from tests.preview.running import Running

pytestmark = pytest.mark.browser


def use(page: Any, line: str) -> Any:
    """Type a command, send it, and return the message that came last."""
    before = page.locator(".message").count()
    composer = page.locator("#message-text")
    composer.click()
    composer.fill(f"{line} ")
    page.keyboard.press("Enter")
    expect(page.locator(".message")).not_to_have_count(before)
    expect(page.locator(".message.waiting")).to_have_count(0)
    return page.locator(".message").last


def card(page: Any) -> Any:
    message = use(page, "/card camps")
    expect(message.locator(".container")).to_be_visible()
    return page.locator(f"[data-item='{message.get_attribute('data-item')}']")


def last(page: Any) -> Any:
    return page.locator(".message").last


def test_a_command_is_picked_and_filled_in_by_keyboard(page: Any) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.type("car")
    page.keyboard.press("Tab")
    expect(page.get_by_label("topic")).to_be_focused()
    page.keyboard.type("labour")
    expect(page.get_by_role("option")).to_have_text(["Labour Camps"])
    page.keyboard.press("Tab")
    expect(page.get_by_label("Add an option")).to_be_focused()
    page.keyboard.press("Enter")

    expect(last(page).locator(".h3")).to_have_text("About labour-camps (1)")
    expect(last(page)).to_contain_text("Ana used /card")


def test_autocomplete_offers_defaults_and_follows_what_is_typed(page: Any) -> None:
    page.locator("#message-text").fill("/card ")
    options = page.get_by_role("option")
    expect(options).to_have_text(["Political Prison Camps", "Labour Camps", "Wages"])
    page.keyboard.type("zzz")
    expect(page.locator(".suggest-title")).to_contain_text("no options match your search")
    page.get_by_label("topic").fill("camps")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_label("topic")).to_have_value("Labour Camps")


def test_escape_closes_the_choices_and_then_the_command(page: Any) -> None:
    page.locator("#message-text").fill("/card ")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator(".command-name")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".command-name")).to_have_count(0)
    expect(page.locator("#message-text")).to_be_focused()


def test_a_required_option_cannot_be_left_out(page: Any) -> None:
    page.locator("#message-text").fill("/echo ")
    expect(page.get_by_label("text")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".composer-problem")).to_have_text("text: This option is required.")


def test_an_optional_option_is_added_and_taken_away_by_keyboard(page: Any) -> None:
    page.locator("#message-text").fill("/card wages")
    expect(page.get_by_label("Add an option")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_contain_text(["note", "private"])
    page.keyboard.type("priv")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first of True and False
    expect(page.get_by_label("private")).to_have_value("True")
    page.keyboard.press("Enter")

    expect(last(page)).to_contain_text("Only you can see this")


def test_options_of_every_kind_reach_the_bot(page: Any, demo: Running) -> None:
    page.locator("#message-text").fill("/options ")
    page.keyboard.type("3")
    page.locator(".command").get_by_label("person").focus()
    page.keyboard.type("Ben")
    page.keyboard.press("Tab")
    page.keyboard.type("press")
    page.keyboard.press("Tab")
    page.keyboard.type("colour")
    page.keyboard.press("Tab")
    page.keyboard.type("deep")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    press = demo.preview.standin.world.channel("press").id

    expect(last(page)).to_contain_text(f"3 ben {press} red")


def test_a_subcommand_is_found_by_its_second_word(page: Any) -> None:
    page.locator("#message-text").fill("/add")
    expect(page.get_by_role("option")).to_have_text([re.compile("^/tray add")])
    page.keyboard.press("Enter")
    page.keyboard.type("tip-2024:12")
    page.keyboard.press("Enter")

    expect(last(page)).to_contain_text("Kept tip-2024:12")


def test_a_long_paste_is_refused_with_its_length(page: Any) -> None:
    page.locator("#message-text").fill("/echo " + "a" * 4_000)
    page.keyboard.press("Enter")

    expect(page.locator(".composer-problem")).to_have_text("text: Must be 400 or fewer in length (now 4000).")


def test_markup_and_scripts_are_shown_as_text(page: Any) -> None:
    message = use(
        page, "/echo <script>alert(1)</script> <img src=x onerror=alert(2)> @everyone **b** [x](javascript:alert(3))"
    )

    expect(message.locator(".markup")).to_have_text(
        "<script>alert(1)</script> <img src=x onerror=alert(2)> @everyone b [x](javascript:alert(3))"
    )
    expect(message.locator("script, img[src=x], a")).to_have_count(0)


def test_every_line_stands_on_its_own(page: Any, demo: Running) -> None:
    world = demo.preview.standin.world
    demo.do(demo.preview.standin.say(world.channel("press"), "one\ntwo\nthree", user=world.person("Ben")))

    expect(last(page)).to_contain_text("three")
    assert last(page).locator(".markup").inner_text().split() == ["one", "two", "three"]


def test_a_button_changes_its_message_and_keeps_the_focus(page: Any) -> None:
    message = card(page)
    message.get_by_role("button", name="Again").click()

    expect(message.locator(".h3")).to_have_text("About camps (2)")
    expect(message.locator(".edited")).to_be_visible()
    expect(message.get_by_role("button", name="Again")).to_be_focused()


def test_a_button_in_a_section_answers_privately(page: Any) -> None:
    card(page).get_by_role("button", name="Passages").click()
    expect(last(page)).to_contain_text("Passage ¶12")
    last(page).get_by_role("button", name="Dismiss message").click()

    expect(page.get_by_text("Passage ¶12")).to_have_count(0)


def test_a_disabled_button_cannot_be_pressed(page: Any) -> None:
    expect(card(page).get_by_role("button", name="Off")).to_be_disabled()


def test_a_link_button_opens_elsewhere_without_a_trace(page: Any) -> None:
    link = card(page).get_by_role("link", name="Source")

    expect(link).to_have_attribute("href", "https://example.org/report")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_deferral_thinks_and_then_answers_with_a_follow_up(page: Any) -> None:
    card(page).get_by_role("button", name="Later").click()
    expect(page.get_by_text("Briefbot is thinking…")).to_be_visible()

    expect(page.get_by_text("It took a while")).to_be_visible()
    expect(page.locator(".message", has_text="It took a while").locator(".edited")).to_have_count(0)
    expect(last(page)).to_contain_text("And one more thing")


def test_a_deferred_command_says_who_used_it(page: Any) -> None:
    message = use(page, "/think")
    expect(message).to_contain_text("Thought about it")

    expect(message).to_contain_text("Ana used /think")


def test_a_component_that_is_not_answered_says_so_in_discords_words(page: Any) -> None:
    message = card(page)
    message.get_by_role("button", name="Fail").click()

    expect(message.locator(".failure")).to_have_text("This interaction failed")


def test_a_command_that_is_not_answered_says_so_in_discords_words(page: Any) -> None:
    message = use(page, "/silence")

    expect(message).to_contain_text("The application did not respond")
    expect(message).to_contain_text("Only you can see this")


def test_a_select_is_used_by_keyboard(page: Any) -> None:
    card(page).get_by_role("combobox", name="Pick one").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(last(page)).to_contain_text("Picked ['second']")


def test_several_values_are_picked(page: Any) -> None:
    message = card(page)
    message.get_by_role("combobox", name="Pick some").click()
    message.get_by_role("option", name="first").click()
    message.get_by_role("option", name="third").click()
    page.keyboard.press("Escape")

    expect(last(page)).to_contain_text("Picked ['first', 'third']")


@pytest.mark.parametrize(
    ("menu", "option", "name"), [("Pick a person", "Chi", "chi"), ("Pick a channel", "#press", "press")]
)
def test_people_and_channels_are_picked(page: Any, demo: Running, menu: str, option: str, name: str) -> None:
    world = demo.preview.standin.world
    meant = world.person(name).id if name == "chi" else world.channel(name).id
    message = card(page)
    message.get_by_role("combobox", name=menu).click()
    message.get_by_role("option", name=option, exact=True).click()

    expect(last(page)).to_contain_text(f"Picked ['{meant}']")


def test_a_form_is_filled_in_checked_and_sent(page: Any) -> None:
    card(page).get_by_role("button", name="Note").click()
    form = page.get_by_role("dialog", name="Wrong match?")
    expect(form.get_by_label("Words")).to_be_focused()
    form.get_by_role("button", name="Submit").click()
    expect(form.locator(".field-problem").first).to_have_text("This field is required.")
    form.get_by_label("Words").fill("the year")
    form.get_by_label("More").fill("two\nlines")
    form.get_by_role("combobox", name="Kind").click()
    form.get_by_role("option", name="Year").click()
    form.get_by_role("button", name="Submit").click()

    expect(last(page)).to_contain_text('Noted: {"words": "the year", "more": "two\\nlines", "kind": ["year"]}')
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("menu", "options", "names"),
    [("Pick a role", ["@Managers"], ["Managers"]), ("Pick anybody", ["Chi", "@Managers"], [])],
)
def test_roles_are_picked(page: Any, demo: Running, menu: str, options: list[str], names: list[str]) -> None:
    world = demo.preview.standin.world
    managers = next(str(role.id) for role in world.guild.roles.values() if role.name == "Managers")
    message = card(page)
    message.get_by_role("combobox", name=menu).click()
    for option in options:
        message.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")
    meant = [managers] if names else [str(world.person("Chi").id), managers]

    expect(last(page)).to_contain_text(f"Picked {meant}")


def opened(page: Any, kind: str, title: str) -> Any:
    page.locator("#message-text").fill("/form ")
    page.keyboard.type(kind)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name=title)
    expect(form).to_be_visible()
    return form


def choose(form: Any, menu: str, *options: str) -> None:
    form.get_by_role("combobox", name=menu).click()
    for option in options:
        form.get_by_role("option", name=option).click()
    if len(options) > 1:
        form.get_by_role("combobox", name=menu).press("Escape")


def test_people_roles_channels_and_files_of_a_form_reach_the_bot(page: Any) -> None:
    form = opened(page, "people", "People and files")
    choose(form, "Person", "Ben")
    choose(form, "Role", "@Managers")
    choose(form, "Anybody", "Chi", "@Managers")
    choose(form, "Place", "#press")
    form.get_by_role("button", name="Submit").click()
    expect(form.locator(".field-problem:visible")).to_have_text("Please choose a file.")
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": content}
        for name, content in (("wrong.txt", b"no"), ("a.txt", b"one"), ("b.txt", b"two"))
    ]
    form.get_by_label("Files").set_input_files(files)
    form.get_by_role("button", name="Submit").click()
    expect(form.locator(".field-problem:visible")).to_have_text("Choose at most 2 files.")
    form.get_by_role("button", name="Take out wrong.txt").click()
    form.get_by_role("button", name="Submit").click()

    for words in (
        'person=["ben"]', 'role=["Managers"]', 'anybody=["chi", "Managers"]', 'place=["press"]',
        'files=["a.txt: one", "b.txt: two"]',
    ):  # fmt: skip
        expect(last(page)).to_contain_text(words)


def test_fields_of_a_form_that_may_be_left_empty_are_sent_empty(page: Any) -> None:
    opened(page, "optional", "People and files").get_by_role("button", name="Submit").click()

    for name in ("person", "role", "anybody", "place", "files"):
        expect(last(page)).to_contain_text(f"{name}=[]")


def test_a_file_that_is_too_large_is_refused_in_the_form(page: Any, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(512 * 1024 + 1))
    form = opened(page, "optional", "People and files")
    form.get_by_label("Files").set_input_files(large)
    form.get_by_role("button", name="Submit").click()

    expect(form.locator(".field-problem:visible")).to_contain_text("Your files are too powerful")
    form.get_by_role("button", name="Cancel").click()


def test_groups_of_options_are_checked_and_sent(page: Any) -> None:
    form = opened(page, "choices", "Choices")
    form.get_by_role("button", name="Submit").click()
    expect(form.locator(".field-problem:visible")).to_have_text(["Please choose.", "Please choose."])
    form.get_by_label("2024").check()
    for kind in ("Topic", "Number", "Year"):
        form.get_by_label(kind).check()
    form.get_by_role("button", name="Submit").click()
    expect(form.locator(".field-problem:visible")).to_have_text("Choose at most 2.")
    form.get_by_label("Number").uncheck()
    form.get_by_label("Tell me").check()
    form.get_by_role("button", name="Submit").click()

    for words in ('edition=["2024"]', 'kinds=["topic", "year"]', "tell=[true]"):
        expect(last(page)).to_contain_text(words)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_the_message_menu_works_on_somebodys_message(page: Any, way: str) -> None:
    claim = page.get_by_role("listitem", name="Chi").filter(has_text="300,000 North Korean soldiers")
    if way == "mouse":
        claim.click(button="right")
    else:
        claim.focus()
        page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Find sources")).to_be_focused()
    page.get_by_role("menuitem", name="Check claim").click()

    expect(last(page)).to_contain_text("Checked “A reporter asks whether 300,000")


def test_an_image_opens_large_and_closes(page: Any) -> None:
    card(page).get_by_role("button", name="Open image: A teal chart").click()
    viewer = page.get_by_role("dialog", name="A teal chart")
    expect(viewer.get_by_role("img")).to_be_visible()
    width = viewer.get_by_role("img").evaluate("image => image.naturalWidth")
    page.keyboard.press("Escape")

    assert width == 640
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_image_higher_than_the_window_opens_wide_enough_to_be_read(page: Any) -> None:
    use(page, "/tall").get_by_role("button", name="Open image: tall.png").click()
    viewer = page.get_by_role("dialog")
    wide = viewer.get_by_role("button", name="Wide, to be read")
    expect(wide).to_have_attribute("aria-pressed", "true")
    image, frame = viewer.get_by_role("img"), viewer.get_by_role("group")
    assert image.bounding_box()["width"] >= 580
    assert frame.bounding_box()["height"] <= 800
    wide.click()

    assert image.bounding_box()["height"] <= 800
    page.keyboard.press("Escape")


def test_a_file_can_be_looked_into(page: Any) -> None:
    message = card(page)
    message.get_by_role("button", name="Look inside").click()

    expect(message.locator(".file pre")).to_have_text("a,b\n1,2\n")


def test_an_answer_of_the_old_kind_is_drawn(page: Any) -> None:
    message = use(page, "/old")

    expect(message.locator(".embed-title")).to_have_text("A title")
    expect(message.locator(".embed")).to_contain_text("Some words")
    expect(message.get_by_role("button", name="Open image: old.png")).to_be_visible()


def test_a_picture_of_an_embed_is_drawn_in_it_and_not_below_it_as_well(page: Any) -> None:
    message = use(page, "/old")

    expect(message.locator(".embed").get_by_role("button", name="Open image: inside.png")).to_be_visible()
    expect(message.get_by_role("button", name="Open image: inside.png")).to_have_count(1)
    expect(message.locator(".embed .elsewhere")).to_contain_text("https://example.org/elsewhere.png")


@pytest.mark.parametrize("width", [320, 390])
def test_a_long_line_of_code_goes_on_below_as_in_discord(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("#message-text").fill("```\n" + "0123456789" * 12 + "\n```")
    page.keyboard.press("Enter")
    block = page.locator(".markup pre").last
    expect(block).to_be_visible()

    assert block.evaluate("pre => pre.scrollWidth <= pre.clientWidth")


def test_permissions_decide_what_is_offered(page: Any) -> None:
    page.locator("#message-text").fill("/sett")
    expect(page.locator(".suggest-title")).to_contain_text("no command is called so")
    page.locator(".me").click()
    page.get_by_role("menuitemcheckbox", name="Ana may manage the server").click()
    expect(page.locator(".me")).to_contain_text("Manages the server")
    message = use(page, "/settings")
    expect(message).to_contain_text("Set")
    page.locator(".me").click()
    page.get_by_role("menuitemcheckbox", name="Ana may manage the server").click()

    expect(page.locator(".me")).to_contain_text("Ordinary member")


def test_another_person_does_not_see_what_is_private(page: Any) -> None:
    card(page).get_by_role("button", name="Passages").click()
    expect(last(page)).to_contain_text("Passage ¶12")
    page.locator(".me").click()
    page.get_by_role("menuitemradio", name="Ben").click()

    expect(page.locator(".me")).to_contain_text("Ben")
    expect(page.get_by_text("Passage ¶12")).to_have_count(0)


def test_a_mention_is_answered_with_a_reply(page: Any) -> None:
    page.locator("#message-text").fill("@Brief")
    page.keyboard.press("Tab")
    page.keyboard.type("how many camps?")
    page.keyboard.press("Enter")

    expect(last(page)).to_contain_text("You said: @Briefbot how many camps?")
    expect(last(page).locator(".reply-to")).to_contain_text("Ana")


def test_a_direct_message_is_a_place_of_its_own(page: Any) -> None:
    page.get_by_role("button", name="Briefbot", exact=True).click()
    message = use(page, "/echo hello")

    expect(message).to_contain_text("hello")
    expect(page).to_have_title("@Briefbot · Briefbot preview")


def test_a_reload_keeps_history_person_and_channel(page: Any) -> None:
    use(page, "/echo remember this")
    count = page.locator(".message").count()
    page.reload()

    expect(page.locator(".message")).to_have_count(count)
    expect(last(page)).to_contain_text("remember this")
    expect(page.locator("[aria-current=page]")).to_have_text("press")


def test_two_pages_show_the_same(page: Any) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="press").click()
    use(page, "/echo for both")

    expect(last(other)).to_contain_text("for both")


def test_a_changed_brief_marks_its_card_and_a_bad_edit_shows_its_problem(page: Any) -> None:
    message = card(page)
    use(page, "/edit 2")
    expect(message.locator(".stale")).to_contain_text("Changed since: camps")
    message.get_by_role("button", name="Ask again").click()
    expect(last(page).locator(".container")).to_be_visible()
    expect(last(page).locator(".stale")).to_have_count(0)
    page.locator("#message-text").fill("/edit 2")
    expect(page.get_by_label("Add an option")).to_be_focused()
    page.keyboard.type("problem")
    page.keyboard.press("Tab")
    page.keyboard.type("This quote is not in tip-2024.")
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_contain_text("briefs/topics/camps.yaml:7 This quote is not in tip-2024.")
    use(page, "/edit 2")

    expect(page.locator("#problems")).to_have_count(0)


def test_a_crash_is_said_and_the_bot_can_be_started_again(page: Any) -> None:
    use(page, "/crash")
    banner = page.locator(".banner")
    expect(banner).to_contain_text("The bot has stopped (exit code 3).")
    expect(banner).to_contain_text("Something terrible happened")
    page.get_by_role("button", name="Start it again").click()
    expect(page.locator(".bot-state")).to_have_text("Bot online")

    expect(use(page, "/echo back")).to_contain_text("back")


def test_the_inspector_shows_the_very_payloads_of_a_whole_conversation(page: Any, demo: Running) -> None:
    message = card(page)
    message.get_by_role("button", name="Again").click()
    expect(message.locator(".edited")).to_be_visible()
    message.get_by_role("button", name="Later").click()
    expect(last(page)).to_contain_text("And one more thing")
    standin, shown = demo.preview.standin, 0
    for item in page.locator(".message:has(.app-tag)").all():
        item.hover()
        with page.expect_response(re.compile("/api/(exchange|message)/")) as answer:
            item.get_by_role("button", name="Inspect").click()
        kind, number = answer.value.url.rsplit("/", 2)[1:]
        if kind == "exchange":
            received = [response.payload for response in find_exchange(standin, number).responses]
        else:
            received = standin.state.messages.get(int(number)).payloads
        sections = page.locator("#inspector .payload[data-route]")
        expect(sections).to_have_count(len(received))
        shown += len(received)

        assert received == [json.loads(text) for text in sections.locator("pre").all_text_contents()]
    assert shown >= 4


def test_the_inspector_tells_budget_times_and_verdict(page: Any) -> None:
    message = card(page)
    message.hover()
    message.get_by_role("button", name="Inspect").click()
    panel = page.locator("#inspector")

    expect(panel).to_contain_text("Valid: Discord would take every payload.")
    expect(panel).to_contain_text(re.compile(r"Components\d+ of 40"))
    expect(panel).to_contain_text(re.compile(r"Characters\d+ of 4,000"))
    expect(panel).to_contain_text(re.compile(r"Acknowledged[\d.]+ ms of 1,500 ms"))
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_place_where_nothing_was_asked_offers_three_examples(page: Any) -> None:
    page.locator(".me").click()
    page.get_by_role("menuitemradio", name="Dana").click()
    page.get_by_role("button", name="Briefbot", exact=True).click()

    expect(page.get_by_role("heading", name="Ask the bot")).to_be_visible()
    expect(page.locator(".example")).to_have_count(3)


def test_colours_and_width_are_switched(page: Any) -> None:
    page.get_by_role("button", name="Light colours").or_(page.get_by_role("button", name="Dark colours")).click()
    page.get_by_role("button", name="Phone width").click()

    expect(page.locator("#shell")).to_have_class(re.compile("phone"))
    assert page.locator("#shell").bounding_box()["width"] == 390
