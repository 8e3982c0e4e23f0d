// 就诊与诊断 / visits and diagnoses

Profile: CnEncounter
Parent: Encounter
Id: cn-encounter
Title: "就诊"
Description: "门诊、急诊、住院、线上复诊；病案首页要求的诊断与出院去向。A visit, with what the record front page asks for."
* obeys cn-encounter-1 and cn-encounter-2 and cn-encounter-3 and cn-encounter-4
* insert IdentifierBySystem
* identifier contains outpatientNumber 0..1 and inpatientNumber 0..1
* insert IdentifierSlice(outpatientNumber, urn:oid:2.16.156.10011.1.11)
* insert IdentifierSlice(inpatientNumber, urn:oid:2.16.156.10011.1.12)
* class from CnEncounterClass (required)
* class.system 1..1
* class.code 1..1
* type from VisitKind (extensible)
* serviceType from Department (extensible)
* subject 1..1
* subject only Reference(CnPatient)
* basedOn only Reference(CnServiceRequest)
* participant 1..*
* participant.individual 1..1
* participant.individual only Reference(Practitioner or PractitionerRole)
* appointment only Reference(CnAppointment)
* period 1..1
* period.start 1..1
* reasonCode from CnDiagnosis (extensible)
* diagnosis.condition only Reference(CnCondition or Procedure)
* serviceProvider 1..1
* serviceProvider only Reference(CnOrganization)

Invariant: cn-encounter-1
Description: "就诊结束须有结束时间"
* severity = #error
* expression = "status = 'finished' implies period.end.exists()"
* insert English([[A finished encounter says when it ended.]])

Invariant: cn-encounter-2
Description: "出院须有离院方式（病案首页）"
* severity = #error
* expression = "(class.code = 'IMP' and status = 'finished') implies hospitalization.dischargeDisposition.exists()"
* insert English([[A finished inpatient stay says how the patient was discharged.]])

Invariant: cn-encounter-3
Description: "就诊结束须有诊断（诊断、就诊原因之一）"
* severity = #error
* expression = "status = 'finished' implies (diagnosis.exists() or reasonCode.exists() or reasonReference.exists())"
* insert English([[A finished encounter has a diagnosis or a reason.]])

Invariant: cn-encounter-4
Description: "线上就诊只能是复诊"
* severity = #error
* expression = "class.code = 'VR' implies type.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/visit-kind' and code = 'follow-up').exists()"
* insert English([[An online visit is a follow-up visit.]])

Profile: CnCondition
Parent: Condition
Id: cn-condition
Title: "诊断"
Description: "ICD-10 国家临床版编码的诊断。A diagnosis coded in ICD-10."
* clinicalStatus 1..1
* code 1..1
* code from CnDiagnosis (extensible)
* subject only Reference(CnPatient)
* recordedDate 1..1
