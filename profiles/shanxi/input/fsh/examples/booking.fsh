Instance: sx-slot-0900
InstanceOf: SxTertiarySlot
Usage: #example
Title: "三级医院号源，60 分钟"
* serviceType = https://fhirhub.example/fhir/cn-base/CodeSystem/department#03.04 "心血管内科"
* schedule.reference = "Schedule/schedule-wang-jianguo"
* status = #free
* start = "2026-11-24T09:00:00+08:00"
* end = "2026-11-24T10:00:00+08:00"
