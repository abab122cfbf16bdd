"""国家秘密 must not come in: what bears a mark of it (绝密、机密、秘密) is refused, with what to do instead.

本系统为非涉密系统 (《保守国家秘密法》第五十七条第（十）项 forbids putting state secrets into one). 商业秘密 is none of these marks.
"""

import re

from gov_requests.refusals import BadInput

#: In a name the word alone is enough.
_IN_NAME = re.compile(r"绝密|机密|(?<!商业)秘密")
#: In a text only the mark itself (《国家秘密定密管理规定》): the level, a star, and after it the term.
_IN_TEXT = re.compile(r"(绝\s*密|机\s*密|秘\s*密)\s*[★☆*＊]")
INSTEAD = "请不要上传：涉密文件以纸质另存于涉密场所，在本系统的备注中只写存放处和文件编号，由保密审查人员当面查看。"


def refuse_marked_name(name: str) -> None:
    """Raise ``BadInput`` for a file whose name bears a mark."""
    if _IN_NAME.search(name):
        raise BadInput(f"“{name}”标有密级，不得进入本系统。{INSTEAD}", "files")


def refuse_marked_text(name: str, text: str) -> None:
    """Raise ``BadInput`` for a file in whose text a mark stands."""
    if _IN_TEXT.search(text):
        raise BadInput(f"“{name}”的内容标有密级，不得进入本系统。{INSTEAD}", "files")
