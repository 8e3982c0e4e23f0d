Instance: gz-org-internet-hospital
InstanceOf: GzOrganization
Usage: #example
Title: "合作设立的互联网医院"
* extension[division].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/gb-t-2260#520103 "云岩区"
* identifier[creditCode].value = "1252010342951133X6"
* active = true
* type[level].coding = https://fhirhub.example/fhir/cn-base/CodeSystem/institution-level#tertiary "三级医院"
* type[kind].coding = https://fhirhub.example/fhir/cn-base/CodeSystem/institution-kind#internet-hospital "互联网医院"
* name = "黔灵示范医院"
* alias = "黔灵示范医院云康互联网医院"

Instance: gz-prescription-released
InstanceOf: GzMedicationRequest
Usage: #example
Title: "审核后流转的线上处方"
* extension[state].valueCoding = https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-state#released "已流转"
* status = #active
* intent = #order
* category = https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-kind#online "线上处方"
* medicationCodeableConcept.text = "盐酸二甲双胍片 0.5g×60片"
* subject.reference = "Patient/patient-wang-xiulan"
* encounter.reference = "Encounter/encounter-online"
* authoredOn = "2026-11-20T15:10:00+08:00"
* requester.reference = "Practitioner/practitioner-wang-jianguo"
* reasonCode = http://hl7.org/fhir/sid/icd-10#E11.9
* dosageInstruction.text = "口服，每次 0.5g，每日 2 次"
* dispenseRequest.quantity.value = 60
* dispenseRequest.quantity.unit = "片"
* eventHistory.reference = "Provenance/gz-provenance-review"

Instance: gz-provenance-review
InstanceOf: CnProvenance
Usage: #example
Title: "药师审方记录"
* target.reference = "MedicationRequest/gz-prescription-released"
* recorded = "2026-11-20T15:20:00+08:00"
* activity = https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event#prescription-step "处方流转"
* agent.who.reference = "Practitioner/practitioner-zhao-yaoshi"

Instance: gz-condition-diabetes
InstanceOf: GzCondition
Usage: #example
Title: "2 型糖尿病"
* clinicalStatus = http://terminology.hl7.org/CodeSystem/condition-clinical#active
* code = http://hl7.org/fhir/sid/icd-10#E11.9
* code.text = "2型糖尿病"
* subject.reference = "Patient/patient-wang-xiulan"
* recordedDate = "2026-11-20"
