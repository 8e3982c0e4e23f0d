Instance: ln-referral-up
InstanceOf: LnReferral
Usage: #example
Title: "急重症上转"
* extension[direction].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-direction#up "上转"
* identifier[referralNumber].value = "ZZ-210102-20261112-0001"
* status = #active
* intent = #order
* category = https://fhirhub.example/fhir/cn-base/CodeSystem/collaboration-kind#referral "转诊"
* code = https://fhirhub.example/fhir/cn-base/CodeSystem/referral-reason#acute-severe "急重症"
* subject.reference = "Patient/patient-zhang-wei"
* authoredOn = "2026-11-12T09:20:00+08:00"
* requester.reference = "Practitioner/practitioner-li-min"
* performer.reference = "Organization/org-bingzhou-central"
* reasonCode = http://hl7.org/fhir/sid/icd-10#I21.9
* supportingInfo.reference = "Composition/composition-summary"
