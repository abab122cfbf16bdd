"""七步法 in the browser: from the first question to the reply form; without scripts, on a narrow screen, by the keyboard."""

from tests import factories
from tests.support.browser import check_page

GO_ON = "保存并进入下一步"


def answered(desk, *answers):
    for words in answers:
        desk.choose("回答", words).press(GO_ON)
    return desk


def test_a_handler_is_led_to_what_does_not_exist_and_proves_it(at_desk, office):
    number = factories.searched(office, found=False).case.number
    desk = at_desk("handler").go(f"/cases/{number}").follow("七步办理").reads("第一步　补不补")
    check_page(desk.page)
    answered(desk, "不补", "是：", "本机关负责公开").reads("第四步　有没有", "机关档案室")
    desk.choose("回答", "没有，信息不存在").press("看选这一项的后果和要写明的内容")
    desk.reads("政府信息不存在告知书", "检索凭证（目录、截图）在卷", "不同的地方检索过，不少于规定的处数")
    check_page(desk.page)
    desk.write(查明的情况="按项目名称和年份检索，未制作也未获取。").press(GO_ON)
    desk.reads("第七步　怎么答", "结论：本机关不掌握（信息不存在）")
    check_page(desk.page)
    desk.follow("去拟写答复")
    assert desk.field("查明的事实").input_value() == "按项目名称和年份检索，未制作也未获取。"
    desk.press("保存草稿").is_told("草稿已保存，可以预览和送审。")


def test_on_a_narrow_screen_without_scripts_half_an_answer_is_left_and_taken_up_again(at_desk, office):
    number = factories.assigned(office).case.number
    desk = at_desk("handler", 390, java_script_enabled=False).go(f"/handling/{number}/steps")
    answered(desk, "不补", "是：").reads("第三步　谁负责")
    desk.choose("回答", "不属于本机关负责公开").press(GO_ON).is_refused("还要写明下面几项")
    desk.write(不属于本机关负责公开的理由="由审计机关制作。").press("保存后离开")
    desk.is_told("第三步“谁负责”已保存，可以随时回来接着办。").reads("待答“谁负责”")
    desk.go(f"/handling/{number}/steps")
    assert desk.field("不属于本机关负责公开的理由").input_value() == "由审计机关制作。"
