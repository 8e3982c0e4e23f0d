// LN 一(二)1：急重症上转、恢复期患者下转

Profile: LnReferral
Parent: CnReferral
Id: ln-referral
Title: "转诊申请（辽宁）"
Description: "辽宁 一(二)1：医联体内尝试急重症上转、恢复期患者下转；因是尝试，不符者只给警告。Acute and severe cases up, recovery down; a trial, so other reasons only warn."
* obeys ln-referral-1 and ln-referral-2

Invariant: ln-referral-1
Description: "上转原因宜为急重症"
* severity = #warning
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value.where(code = 'up').exists() implies code.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/referral-reason' and code = 'acute-severe').exists()"
* insert English([[A referral up should be of an acute or severe case.]])

Invariant: ln-referral-2
Description: "下转原因宜为恢复期"
* severity = #warning
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value.where(code = 'down').exists() implies code.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/referral-reason' and code = 'recovery').exists()"
* insert English([[A referral down should be of a patient in recovery.]])
