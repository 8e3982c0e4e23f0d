// SX 二(一)2：三级医院预约时段精确到 1 小时内

Profile: SxTertiarySlot
Parent: CnSlot
Id: sx-tertiary-slot
Title: "三级医院号源（山西）"
Description: "山西 二(一)2：三级医院预约时段精确到 1 小时内。A source of a tertiary hospital lasts at most an hour."
* obeys sx-slot-1

Invariant: sx-slot-1
Description: "三级医院预约时段不超过 60 分钟"
* severity = #error
* expression = "start.empty() or end.empty() or end <= start + 60 minutes"
* insert English([[A source of a tertiary hospital lasts at most 60 minutes.]])
