// 号源与预约示例 / sources and appointments

Instance: schedule-wang-jianguo
InstanceOf: CnSchedule
Usage: #example
Title: "专家出诊"
* active = true
* serviceType = $department#03.04 "心血管内科"
* actor[0] = Reference(role-wang-bingzhou)
* actor[1] = Reference(practitioner-wang-jianguo)
* planningHorizon.start = "2026-11-23T00:00:00+08:00"
* planningHorizon.end = "2026-12-07T00:00:00+08:00"

Instance: slot-0800
InstanceOf: CnSlot
Usage: #example
Title: "公共号源"
* serviceType = $department#03.04 "心血管内科"
* schedule = Reference(schedule-wang-jianguo)
* status = #busy
* start = "2026-11-24T08:00:00+08:00"
* end = "2026-11-24T08:30:00+08:00"

Instance: slot-0830
InstanceOf: CnSlot
Usage: #example
Title: "为家庭医生预留的专家号"
* extension[reservedFor].valueCoding = $source-reservation#family-doctor "家庭医生"
* serviceType = $department#03.04 "心血管内科"
* schedule = Reference(schedule-wang-jianguo)
* status = #busy-tentative
* start = "2026-11-24T08:30:00+08:00"
* end = "2026-11-24T09:00:00+08:00"

Instance: appointment-booked
InstanceOf: CnAppointment
Usage: #example
Title: "已预约"
* status = #booked
* serviceType = $department#03.04 "心血管内科"
* appointmentType = $v2-0276#ROUTINE
* start = "2026-11-24T08:00:00+08:00"
* end = "2026-11-24T08:30:00+08:00"
* slot = Reference(slot-0800)
* created = "2026-11-20T10:15:00+08:00"
* participant[patient].actor = Reference(patient-zhang-wei)
* participant[patient].status = #accepted
* participant[practitioner].actor = Reference(practitioner-wang-jianguo)
* participant[practitioner].status = #accepted

Instance: appointment-held
InstanceOf: CnAppointment
Usage: #example
Title: "转诊占号"
* extension[holdExpires].valueInstant = "2026-11-20T10:25:00+08:00"
* status = #pending
* serviceType = $department#03.04 "心血管内科"
* start = "2026-11-24T08:30:00+08:00"
* end = "2026-11-24T09:00:00+08:00"
* slot = Reference(slot-0830)
* created = "2026-11-20T10:15:00+08:00"
* basedOn = Reference(referral-up)
* participant[patient].actor = Reference(patient-wang-xiulan)
* participant[patient].status = #needs-action
* participant[practitioner].actor = Reference(practitioner-wang-jianguo)
* participant[practitioner].status = #accepted

Instance: appointment-checked-in
InstanceOf: CnAppointment
Usage: #example
Title: "已报到候诊"
* extension[queueNumber].valuePositiveInt = 7
* status = #checked-in
* serviceType = $department#03.04 "心血管内科"
* start = "2026-11-18T08:00:00+08:00"
* end = "2026-11-18T08:30:00+08:00"
* created = "2026-11-10T09:00:00+08:00"
* comment = "行动不便，请安排就近诊室"
* participant[patient].actor = Reference(patient-wang-xiulan)
* participant[patient].status = #accepted

Instance: appointment-cancelled
InstanceOf: CnAppointment
Usage: #example
Title: "已取消"
* status = #cancelled
* cancelationReason = $appointment-cancellation#pat "Patient"
* serviceType = $department#07 "儿科"
* start = "2026-11-19T14:00:00+08:00"
* end = "2026-11-19T14:20:00+08:00"
* created = "2026-11-17T20:00:00+08:00"
* participant[patient].actor = Reference(patient-bao-child)
* participant[patient].status = #declined

Instance: appointment-fulfilled
InstanceOf: CnAppointment
Usage: #example
Title: "已就诊"
* status = #fulfilled
* serviceType = $department#02 "全科医疗科"
* start = "2026-11-05T09:00:00+08:00"
* end = "2026-11-05T09:15:00+08:00"
* created = "2026-11-04T18:00:00+08:00"
* participant[patient].actor = Reference(patient-wang-xiulan)
* participant[patient].status = #accepted
* participant[practitioner].actor = Reference(practitioner-li-min)
* participant[practitioner].status = #accepted

Instance: slot-0900
InstanceOf: CnSlot
Usage: #example
Title: "发布的号源，写明归属"
* extension[source].extension[organization].valueReference = Reference(org-bingzhou-central)
* extension[source].extension[practitioner].valueReference = Reference(practitioner-wang-jianguo)
* extension[source].extension[level].valueCoding = $institution-level#tertiary "三级医院"
* extension[source].extension[division][0].valueCoding = $division#140000 "山西省"
* extension[source].extension[division][1].valueCoding = $division#140100 "太原市"
* extension[source].extension[division][2].valueCoding = $division#140105 "小店区"
* identifier.system = "https://fhirhub.example/fhir/sid/source-number"
* identifier.value = "schedule-wang-jianguo/20261124T0900/0"
* serviceType = $department#03.04 "心血管内科"
* schedule = Reference(schedule-wang-jianguo)
* status = #free
* start = "2026-11-24T09:00:00+08:00"
* end = "2026-11-24T09:30:00+08:00"

Instance: appointment-waiting
InstanceOf: CnAppointment
Usage: #example
Title: "候补"
* extension[waitingSince].valueInstant = "2026-11-20T10:30:00+08:00"
* extension[waitingFor].valueReference = Reference(org-bingzhou-central)
* status = #waitlist
* serviceType = $department#03.04 "心血管内科"
* created = "2026-11-20T10:30:00+08:00"
* requestedPeriod.start = "2026-11-24T00:00:00+08:00"
* requestedPeriod.end = "2026-11-28T00:00:00+08:00"
* participant[patient].actor = Reference(patient-zhang-wei)
* participant[patient].status = #needs-action
