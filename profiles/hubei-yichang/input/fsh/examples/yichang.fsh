Instance: yc-patient-tan
InstanceOf: YcPatient
Usage: #example
Title: "市民卡居民，旧就诊卡已并入"
* extension[ethnicity].valueCoding = urn:oid:2.16.156.10011.2.3.3.3#15 "土家族"
* identifier[identityNumber].value = "420502197208190510"
* identifier[citizenCard].value = "420500000654321"
* identifier[visitCard].use = #old
* identifier[visitCard].value = "YY0012345"
* identifier[visitCard].assigner.reference = "Organization/org-bingzhou-central"
* active = true
* name.text = "覃国强"
* gender = #male
* birthDate = "1972-08-19"

Instance: yc-patient-xiang
InstanceOf: YcPatient
Usage: #example
Title: "健康卡居民，身份证号码另以别名登记"
* identifier[identityNumber].value = "420502199103161026"
* identifier[identityNumberHl7China].value = "420502199103161026"
* identifier[identityNumberOther].value = "420502199103161026"
* identifier[passport].value = "E23456789"
* identifier[healthCard].value = "4205020000067890"
* identifier[healthCard].extension[state].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/card-state#active "正常"
* active = true
* name.text = "向春梅"
* gender = #female
* birthDate = "1991-03-16"
* contact.name.text = "覃国强"
* contact.telecom.system = #phone
* contact.telecom.value = "13800000017"

Instance: yc-appointment-tan
InstanceOf: YcAppointment
Usage: #example
Title: "实名预约"
* status = #fulfilled
* serviceType = https://fhirhub.example/fhir/cn-base/CodeSystem/department#03 "内科"
* start = "2026-11-12T09:00:00+08:00"
* end = "2026-11-12T09:30:00+08:00"
* created = "2026-11-10T09:00:00+08:00"
* participant[patient].actor.reference = "Patient/yc-patient-tan"
* participant[patient].status = #accepted

Instance: yc-encounter-tan
InstanceOf: YcEncounter
Usage: #example
Title: "实名就诊"
* status = #finished
* class = http://terminology.hl7.org/CodeSystem/v3-ActCode#AMB "ambulatory"
* subject.reference = "Patient/yc-patient-tan"
* participant.individual.reference = "Practitioner/practitioner-li-min"
* period.start = "2026-11-12T09:05:00+08:00"
* period.end = "2026-11-12T09:25:00+08:00"
* reasonCode = http://hl7.org/fhir/sid/icd-10#I10
* serviceProvider.reference = "Organization/org-pingyang-community"

Instance: yc-referral-up
InstanceOf: YcReferral
Usage: #example
Title: "社区首诊后上转"
* extension[direction].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-direction#up "上转"
* extension[priority][0].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-priority#booking "优先预约"
* extension[priority][1].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-priority#visit "优先就诊"
* extension[priority][2].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-priority#examination "优先检查"
* extension[priority][3].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-priority#admission "优先住院"
* extension[patientChoice].valueReference.reference = "Organization/org-bingzhou-central"
* extension[expertRecommendation].valueReference.reference = "Practitioner/practitioner-wang-jianguo"
* identifier[referralNumber].value = "ZZ-420502-20261112-0001"
* status = #active
* intent = #order
* category = https://fhirhub.example/fhir/cn-base/CodeSystem/collaboration-kind#referral "转诊"
* code = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-reason#beyond-capability "超出诊疗能力"
* subject.reference = "Patient/yc-patient-tan"
* authoredOn = "2026-11-12T09:20:00+08:00"
* requester.reference = "Practitioner/practitioner-li-min"
* performer.reference = "Organization/org-bingzhou-central"
* reasonCode = http://hl7.org/fhir/sid/icd-10#I10
* supportingInfo.reference = "Composition/composition-summary"

Instance: yc-care-team-example
InstanceOf: YcCareTeam
Usage: #example
Title: "家庭责任医生团队+网格员"
* status = #active
* name = "云集路家庭责任医生团队"
* participant[0].role = https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function#family-doctor "家庭医生"
* participant[0].member.reference = "Practitioner/practitioner-li-min"
* participant[1].role = https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function#grid-worker "网格员"
* participant[1].member.display = "社区网格员"
* managingOrganization.reference = "Organization/org-pingyang-community"
