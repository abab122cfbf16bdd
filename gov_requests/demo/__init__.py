"""Practice data (演示数据): a district that does not exist, its people, and what they were asked."""
