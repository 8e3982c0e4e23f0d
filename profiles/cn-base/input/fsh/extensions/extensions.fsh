Extension: IdentifierRule
Id: identifier-rule
Title: "标识校验规则"
Description: "约束所指的标识须通过的校验码规则：gb-11643（身份证号码）、gb-32100（统一社会信用代码）。校验器自行计算；其他工具仍可按约束的表达式检查格式。The check that an identifier must pass; the validator computes it, other tools still check the shape by the expression."
* insert On(ElementDefinition.constraint)
* value[x] 1..1
* value[x] only code

Extension: Ethnicity
Id: ethnicity
Title: "民族"
Description: "GB/T 3304 民族。Ethnic group."
* insert On(Patient)
* insert On(Practitioner)
* value[x] 1..1
* value[x] only Coding
* value[x] from CnEthnicGroup (required)

Extension: Division
Id: division
Title: "行政区划"
Description: "GB/T 2260 行政区划代码；机构的区划决定适用哪个政策包。Administrative division; that of an institution decides which policy pack governs."
* insert On(Address)
* insert On(Organization)
* insert On(Location)
* value[x] 1..1
* value[x] only Coding
* value[x] from CnDivision (required)

Extension: CardStateExtension
Id: card-state
Title: "卡状态"
Description: "健康卡或其他卡的状态。State of a card."
* insert On(Identifier)
* value[x] 1..1
* value[x] only Coding
* value[x] from CardState (required)

Extension: CardKindExtension
Id: card-kind
Title: "卡种类"
Description: "同一编号体系下区分实体卡与电子卡。Tells physical and electronic cards of one numbering apart."
* insert On(Identifier)
* value[x] 1..1
* value[x] only Coding
* value[x] from CardKind (required)

Extension: ReservedFor
Id: reserved-for
Title: "号源预留对象"
Description: "号源为基层、家庭医生或转诊患者预留；到释放时间后回到公共池。For whom a source is reserved until it falls back to the pool."
* insert On(Slot)
* insert On(Schedule)
* value[x] 1..1
* value[x] only Coding
* value[x] from SourceReservation (required)

Extension: SlotSource
Id: slot-source
Title: "号源归属"
Description: "号源属于哪个机构、哪位医师，机构的等级与各级区划；按它在号源池中查找。Whose source it is, by which it is found in the pool."
* insert On(Slot)
* extension contains organization 1..1 and practitioner 0..1 and level 0..1 and division 0..3
* extension[organization].value[x] only Reference(Organization)
* extension[organization].value[x] 1..1
* extension[practitioner].value[x] only Reference(Practitioner or PractitionerRole)
* extension[practitioner].value[x] 1..1
* extension[level].value[x] only Coding
* extension[level].value[x] 1..1
* extension[level].value[x] from InstitutionLevel (required)
* extension[division].value[x] only Coding
* extension[division].value[x] 1..1
* extension[division].value[x] from CnDivision (required)

Extension: HoldExpires
Id: hold-expires
Title: "占号到期时间"
Description: "占用的号源何时自动释放。When a held source falls free."
* insert On(Appointment)
* value[x] 1..1
* value[x] only instant

Extension: QueueNumber
Id: queue-number
Title: "候诊序号"
Description: "报到后的排队序号。Place in the queue after check-in."
* insert On(Appointment)
* value[x] 1..1
* value[x] only positiveInt

Extension: WaitingSince
Id: waiting-since
Title: "候补登记时间"
Description: "何时登记候补；有号源退回时按先后提供。Since when a patient waits for a source; who came first is offered first."
* insert On(Appointment)
* value[x] 1..1
* value[x] only instant

Extension: WaitingFor
Id: waiting-for
Title: "候补意向"
Description: "候补的机构或医师。The institution or doctor that a waiting patient wants."
* insert On(Appointment)
* value[x] 1..1
* value[x] only Reference(Organization or Practitioner or PractitionerRole)

Extension: ReferralDirectionExtension
Id: referral-direction
Title: "转诊方向"
Description: "上转、下转或平级。Direction of a referral."
* insert On(ServiceRequest)
* value[x] 1..1
* value[x] only Coding
* value[x] from ReferralDirection (required)

Extension: ReferralPriorityExtension
Id: referral-priority
Title: "转诊优先待遇"
Description: "转诊患者享受的优先待遇。A priority of a referred patient."
* insert On(ServiceRequest)
* insert On(Task)
* value[x] 1..1
* value[x] only Coding
* value[x] from ReferralPriority (required)

Extension: PatientChoice
Id: patient-choice
Title: "患者选择"
Description: "患者自主选择的机构与选择说明。The institution that the patient chose."
* insert On(ServiceRequest)
* value[x] 1..1
* value[x] only Reference(Organization)

Extension: ExpertRecommendation
Id: expert-recommendation
Title: "专家推荐"
Description: "推荐去向的专家。The expert who recommended where to go."
* insert On(ServiceRequest)
* value[x] 1..1
* value[x] only Reference(Practitioner or PractitionerRole)

Extension: RecognitionMark
Id: recognition-mark
Title: "互认标识"
Description: "通过质量评价的检查检验结果所带的 HR 标识及其范围。The mark HR of a result that passed quality assessment, with its scope."
* insert On(DiagnosticReport)
* insert On(Observation)
* extension contains mark 1..1 and scope 1..1 and division 0..1
* extension[mark].value[x] only string
* extension[mark].value[x] 1..1
* extension[mark] obeys cn-recognition-mark-1
* extension[scope].value[x] only Coding
* extension[scope].value[x] 1..1
* extension[scope].value[x] from RecognitionScope (required)
* extension[division].value[x] only Coding
* extension[division].value[x] 1..1
* extension[division].value[x] from CnDivision (required)

Invariant: cn-recognition-mark-1
Description: "互认标识以 HR 结尾，如“全国HR”"
* severity = #error
* expression = "value.ofType(string).endsWith('HR')"
* insert English([[The mark ends in HR, as in 全国HR.]])

Extension: RecognitionItemExtension
Id: recognition-item
Title: "互认项目"
Description: "互认或不予互认的是哪个项目。The item that was recognised, or refused."
* insert On(Provenance)
* value[x] 1..1
* value[x] only Coding

Extension: RecognitionSaved
Id: recognition-saved
Title: "互认节省费用"
Description: "采用已有结果而节省的费用（人民币元）。What the use of an existing result saved, in yuan."
* insert On(Provenance)
* value[x] 1..1
* value[x] only Money
* insert Cny(valueMoney)

Extension: PrescriptionStateExtension
Id: prescription-state
Title: "处方流转状态"
Description: "线上处方从审核到发药的状态。State of a prescription on its way from review to dispensing."
* insert On(MedicationRequest)
* value[x] 1..1
* value[x] only Coding
* value[x] from PrescriptionState (required)

Extension: InsuranceClassExtension
Id: insurance-class
Title: "医保目录等级"
Description: "费用明细的甲、乙、丙类。Catalogue class of a line."
* insert On(Claim.item)
* insert On(ExplanationOfBenefit.item)
* value[x] 1..1
* value[x] only Coding
* value[x] from InsuranceClass (required)

Extension: PaymentMeansExtension
Id: payment-means
Title: "支付方式"
Description: "个人负担部分的支付方式。How the patient pays."
* insert On(Claim)
* insert On(ExplanationOfBenefit)
* value[x] 1..1
* value[x] only Coding
* value[x] from PaymentMeans (required)

Extension: PaymentMethodExtension
Id: payment-method
Title: "医保付费方式"
Description: "医保对机构的付费方式。How the insurer pays the institution."
* insert On(Claim)
* insert On(ClaimResponse)
* insert On(ExplanationOfBenefit)
* value[x] 1..1
* value[x] only Coding
* value[x] from PaymentMethod (required)

Extension: CrossRegionGroupExtension
Id: cross-region-group
Title: "异地就医人群"
Description: "异地就医直接结算的人群。Group of a patient treated away from home."
* insert On(Claim)
* insert On(Coverage)
* value[x] 1..1
* value[x] only Coding
* value[x] from CrossRegionGroup (required)

Extension: OutpatientBenefitExtension
Id: outpatient-benefit
Title: "门诊待遇"
Description: "门诊结算所用的待遇。Benefit that an outpatient claim draws on."
* insert On(Claim)
* value[x] 1..1
* value[x] only Coding
* value[x] from OutpatientBenefit (required)

Extension: SigningPayerExtension
Id: signing-payer
Title: "签约服务费分担方"
Description: "签约服务费由谁分担多少。Who pays how much of the signing fee."
* insert On(CarePlan)
* extension contains payer 1..1 and amount 0..1
* extension[payer].value[x] only Coding
* extension[payer].value[x] 1..1
* extension[payer].value[x] from SigningPayer (required)
* extension[amount].value[x] only Money
* extension[amount].value[x] 1..1
