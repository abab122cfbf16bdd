"""What the numbers of the board are called, in the order in which they stand."""

#: The tiles at the top, each with what it counts in small.
TILES = (("open", "在办"), ("y", "黄灯"), ("r", "红灯"), ("x", "超期"), ("p", "停计"))
#: Every number that opens to a list.
LISTS = {
    "open": "在办申请",
    "x": "超期（安全期限已过）",
    "r": "红灯",
    "y": "黄灯",
    "g": "绿灯",
    "p": "停计",
    "near_delivery": "已签发未送达，期限将至",
    "window_past": "征求意见、补正、缴费期满未回",
    "unconfirmed": "收到日期未确认",
    "unassigned": "尚未分办",
    "provisional": "期限暂定",
    "age_10": "收到 10 日以内",
    "age_30": "收到 11—30 日",
    "age_60": "收到 31—60 日",
    "age_older": "收到 60 日以上",
}
