// 结算 / settlement

Profile: CnClaim
Parent: Claim
Id: cn-claim
Title: "医保结算申请"
Description: "一站式结算的费用明细；金额为人民币，明细合计等于总额。The lines of a settlement, in yuan; they add up to the total."
* obeys cn-claim-1 and cn-claim-2 and cn-claim-3 and cn-claim-4
* extension contains PaymentMeansExtension named paymentMeans 0..* and PaymentMethodExtension named paymentMethod 0..1 and CrossRegionGroupExtension named crossRegionGroup 0..1 and OutpatientBenefitExtension named outpatientBenefit 0..1
* insert IdentifierBySystem
* identifier contains claimNumber 1..1
* insert IdentifierSlice(claimNumber, https://fhirhub.example/fhir/sid/claim-number)
* type from http://hl7.org/fhir/ValueSet/claim-type (required)
* patient only Reference(CnPatient)
* billablePeriod 1..1
* billablePeriod.start 1..1
* insurer 1..1
* insurer only Reference(CnOrganization)
* provider only Reference(CnOrganization)
* diagnosis 1..*
* diagnosis.diagnosis[x] from CnDiagnosis (extensible)
* insurance.coverage only Reference(CnCoverage)
* item 1..*
* item.extension contains InsuranceClassExtension named insuranceClass 0..1
* item.quantity 1..1
* item.quantity.value 1..1
* item.unitPrice 1..1
* insert Cny(item.unitPrice)
* item.net 1..1
* insert Cny(item.net)
* item obeys cn-claim-item-1
* total 1..1
* insert Cny(total)

Invariant: cn-claim-1
Description: "明细金额合计须等于总额"
* severity = #error
* expression = "total.value.exists() implies item.net.value.aggregate($this + $total, 0.0) = total.value"
* insert English([[The lines add up to the total.]])

Invariant: cn-claim-2
Description: "须有且只有一个本次结算所用的险种"
* severity = #error
* expression = "insurance.where(focal = true).count() = 1"
* insert English([[Exactly one coverage is the one to be used.]])

Invariant: cn-claim-3
Description: "明细序号不得重复"
* severity = #error
* expression = "item.sequence.isDistinct()"
* insert English([[The numbers of the lines differ.]])

Invariant: cn-claim-4
Description: "住院结算须有出院时间"
* severity = #error
* expression = "type.coding.where(code = 'institutional').exists() implies billablePeriod.end.exists()"
* insert English([[An inpatient claim says when the stay ended.]])

Invariant: cn-claim-item-1
Description: "明细金额须等于单价乘数量，四舍五入到分"
* severity = #error
* expression = "(unitPrice.value.exists() and quantity.value.exists() and net.value.exists()) implies (unitPrice.value * quantity.value * iif(factor.exists(), factor, 1.0)).round(2) = net.value"
* insert English([[A line is its unit price times its quantity, rounded to 0.01.]])

Profile: CnClaimResponse
Parent: ClaimResponse
Id: cn-claim-response
Title: "医保结算结果"
Description: "对结算申请的答复，按结算层次分列。The answer to a claim, by layer."
* extension contains PaymentMethodExtension named paymentMethod 0..1
* patient only Reference(CnPatient)
* insurer only Reference(CnOrganization)
* request 1..1
* request only Reference(CnClaim)
* item.adjudication.category from SettlementLayer (extensible)
* adjudication.category from SettlementLayer (extensible)
* total.category from SettlementLayer (extensible)
* insert Cny(total.amount)

Profile: CnExplanationOfBenefit
Parent: ExplanationOfBenefit
Id: cn-explanation-of-benefit
Title: "结算单"
Description: "患者可读的结算单：基本医保、大病保险、补充保险与个人负担。The settlement as the patient reads it, by layer."
* obeys cn-benefit-1
* extension contains PaymentMeansExtension named paymentMeans 0..* and PaymentMethodExtension named paymentMethod 0..1
* patient only Reference(CnPatient)
* insurer only Reference(CnOrganization)
* provider only Reference(CnOrganization)
* claim 1..1
* claim only Reference(CnClaim)
* claimResponse 1..1
* claimResponse only Reference(CnClaimResponse)
* insurance.coverage only Reference(CnCoverage)
* total 1..*
* total.category from SettlementLayer (extensible)
* insert Cny(total.amount)

Invariant: cn-benefit-1
Description: "须列明个人负担"
* severity = #error
* expression = "total.category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/settlement-layer' and code = 'patient').exists()"
* insert English([[The share of the patient is given.]])
