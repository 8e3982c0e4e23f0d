// YC 医联体 三(三)：患者自主选择与专家推荐相结合；下转附后续治疗、康复方案

Profile: YcReferral
Parent: CnReferral
Id: yc-referral
Title: "转诊申请（宜昌）"
Description: "宜昌 医联体 三(三)：上转坚持患者自主选择与专家推荐相结合，二者均须记录；下转附后续治疗、康复方案。The patient's choice and the expert's recommendation are both recorded; a referral down carries the plan."
* obeys yc-referral-1 and yc-referral-2

Invariant: yc-referral-1
Description: "上转须同时记录患者选择与专家推荐"
* severity = #error
* expression = "(status != 'draft' and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value.where(code = 'up').exists()) implies (extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/patient-choice').exists() and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/expert-recommendation').exists())"
* insert English([[A referral up records the choice of the patient and the recommendation of the expert.]])

Invariant: yc-referral-2
Description: "下转须附后续治疗与康复方案"
* severity = #error
* expression = "(status != 'draft' and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value.where(code = 'down').exists()) implies supportingInfo.reference.where($this.contains('CarePlan/')).exists()"
* insert English([[A referral down carries the plan of further treatment and rehabilitation.]])
