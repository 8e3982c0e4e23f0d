// 转诊与远程协作 / referral and remote collaboration

Profile: CnServiceRequest
Parent: ServiceRequest
Id: cn-service-request
Title: "申请"
Description: "检查检验申请、远程协作申请。An order of an examination or of remote collaboration."
* insert IdentifierBySystem
* identifier contains orderNumber 0..1 and referralNumber 0..1
* insert IdentifierSlice(orderNumber, urn:oid:2.16.156.10011.1.24)
* insert IdentifierSlice(referralNumber, https://fhirhub.example/fhir/sid/referral-number)
* code 1..1
* subject only Reference(CnPatient)
* authoredOn 1..1
* requester 1..1
* requester only Reference(Practitioner or PractitionerRole or Organization)
* performer only Reference(Organization or Practitioner or PractitionerRole or HealthcareService)

Profile: CnReferral
Parent: CnServiceRequest
Id: cn-referral
Title: "转诊申请"
Description: "双向转诊：方向、原因（诊断）、病情摘要或后续康复方案、期望科室，患者选择与专家推荐。Two-way referral."
* obeys cn-referral-1 and cn-referral-2 and cn-referral-4
* extension contains ReferralDirectionExtension named direction 1..1 and ReferralPriorityExtension named priority 0..4 and PatientChoice named patientChoice 0..1 and ExpertRecommendation named expertRecommendation 0..1 and LevelByLevelExtension named levelByLevel 0..1
* identifier[referralNumber] 1..1
* category 1..*
* category from CollaborationKind (required)
* code from ReferralReason (extensible)
* performer 1..*
* performerType 0..1
* performerType from Department (extensible)
* reasonCode from CnDiagnosis (extensible)
* reasonReference only Reference(CnCondition or DiagnosticReport or Observation or DocumentReference)
* supportingInfo only Reference(Composition or DocumentReference or DiagnosticReport or ImagingStudy or CarePlan or Consent or Encounter or Bundle)

Invariant: cn-referral-1
Description: "上转须写明原因（诊断）"
* severity = #error
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value.where(code = 'up').exists() implies (reasonCode.exists() or reasonReference.exists())"
* insert English([[A referral up gives its reason, the diagnosis.]])

Invariant: cn-referral-2
Description: "上转须附病情摘要"
* severity = #error
* expression = "(status != 'draft' and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value.where(code = 'up').exists()) implies supportingInfo.reference.where($this.contains('Composition/') or $this.contains('DocumentReference/') or $this.contains('Bundle/')).exists()"
* insert English([[A referral up carries a clinical summary.]])

Invariant: cn-referral-4
Description: "同一优先待遇只写一次"
* severity = #error
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-priority').value.code.isDistinct()"
* insert English([[Each priority is given once.]])

Profile: CnReferralTask
Parent: Task
Id: cn-referral-task
Title: "转诊任务"
Description: "转诊申请的办理状态；由轮到的机构办理，二级以上医院有对接专人。The state of a referral; owned by whoever's turn it is."
* obeys cn-referral-task-1 and cn-referral-task-2
* extension contains ReferralReceiver named receiver 0..1 and ReferralCoordinator named coordinator 0..1 and ReferralPriorityExtension named priority 0..4 and ReferralEscalated named escalated 0..1 and ReferralPack named pack 0..1
* status 1..1
* intent = #order (exactly)
* businessStatus 1..1
* businessStatus from ReferralState (required)
* focus 1..1
* focus only Reference(CnReferral or CnServiceRequest)
* for 1..1
* for only Reference(CnPatient)
* authoredOn 1..1
* lastModified 1..1
* requester 1..1
* requester only Reference(Organization or Practitioner or PractitionerRole)
* owner only Reference(Organization or Practitioner or PractitionerRole or CareTeam)
* statusReason from ReferralRejection (extensible)

Invariant: cn-referral-task-1
Description: "拒绝或要求补充资料须写明原因"
* severity = #error
* expression = "businessStatus.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state' and code in ('rejected' | 'info-requested')).exists() implies statusReason.exists()"
* insert English([[A rejection, or a request for information, gives its reason.]])

Invariant: cn-referral-task-2
Description: "申请之后须有办理方"
* severity = #error
* expression = "businessStatus.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state' and code != 'draft').exists() implies owner.exists()"
* insert English([[Once requested, a referral has an owner.]])

Profile: CnComposition
Parent: Composition
Id: cn-composition
Title: "病情摘要"
Description: "转诊所附的病情摘要。The clinical summary of a referral."
* subject 1..1
* subject only Reference(CnPatient)
* custodian 1..1
* custodian only Reference(CnOrganization)
* section 1..*
* section.title 1..1

Profile: CnCarePlan
Parent: CarePlan
Id: cn-care-plan
Title: "照护计划"
Description: "后续治疗与康复方案、慢病管理、签约服务。Further treatment and rehabilitation, chronic care, signed services."
* category 1..*
* category from PlanKind (extensible)
* subject only Reference(CnPatient)
* period 1..1
* period.start 1..1
* author 1..1
* author only Reference(Practitioner or PractitionerRole or Organization or CareTeam)
* activity 1..*

Profile: CnFamilyDoctorSigning
Parent: CnCarePlan
Id: cn-family-doctor-signing
Title: "家庭医生签约"
Description: "签约协议：团队、重点人群、服务项目、费用分担。The contract with a family-doctor team."
* extension contains SigningPayerExtension named payer 0..3
* insert IdentifierBySystem
* identifier contains contractNumber 1..1
* insert IdentifierSlice(contractNumber, https://fhirhub.example/fhir/sid/family-doctor-contract)
* category ^slicing.discriminator.type = #value
* category ^slicing.discriminator.path = "coding.system"
* category ^slicing.rules = #open
* category contains kind 1..1 and group 0..*
* category[kind] = $plan-kind#family-doctor-signing
* category[kind].coding.system 1..1
* category[kind].coding.system = "https://fhirhub.example/fhir/cn-base/CodeSystem/plan-kind" (exactly)
* category[group].coding.system 1..1
* category[group].coding.system = "https://fhirhub.example/fhir/cn-base/CodeSystem/signing-group" (exactly)
* category[group] from SigningGroup (required)
* careTeam 1..1
* careTeam only Reference(CnCareTeam)
* period.end 1..1
* activity.detail 1..1
* activity.detail.code 1..1
* activity.detail.code from SigningService (extensible)

Profile: CnCareTeam
Parent: CareTeam
Id: cn-care-team
Title: "家庭医生团队"
Description: "专科与全科结合的团队、网格员、技术指导专家。Team of specialist and general practitioner, grid worker, expert."
* name 1..1
* participant 1..*
* participant.role 1..*
* participant.role from PractitionerFunction (extensible)
* participant.member 1..1
* managingOrganization 1..*
* managingOrganization only Reference(CnOrganization)
