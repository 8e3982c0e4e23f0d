// 结算示例 / settlement

RuleSet: ClaimHead(number, type, patient, created, provider, coverage)
* identifier[claimNumber].value = "{number}"
* status = #active
* type = $claim-type#{type}
* use = #claim
* patient = Reference({patient})
* created = "{created}"
* insurer = Reference(org-insurer)
* provider = Reference({provider})
* priority = $processpriority#normal
* insurance.sequence = 1
* insurance.focal = true
* insurance.coverage = Reference({coverage})

RuleSet: ClaimLine(n, number, quantity, price, net, class)
* item[{n}].sequence = {number}
* item[{n}].extension[insuranceClass].valueCoding = $insurance-class#{class}
* item[{n}].quantity.value = {quantity}
* item[{n}].unitPrice.value = {price}
* item[{n}].unitPrice.currency = #CNY
* item[{n}].net.value = {net}
* item[{n}].net.currency = #CNY

Instance: claim-community
InstanceOf: CnClaim
Usage: #example
Title: "社区门诊结算"
* insert ClaimHead(JS-140105-0001, professional, patient-wang-xiulan, 2026-11-05T09:30:00+08:00, org-pingyang-community, coverage-wang-xiulan)
* extension[paymentMeans].valueCoding = $payment-means#insurance-e-voucher "医保电子凭证"
* extension[outpatientBenefit].valueCoding = $outpatient-benefit#severe-hypertension "严重高血压"
* billablePeriod.start = "2026-11-05"
* diagnosis.sequence = 1
* diagnosis.diagnosisReference = Reference(condition-hypertension)
* insert ClaimLine(0, 1, 1, 12.00, 12.00, A)
* item[0].productOrService = $service#consultation "诊察费"
* insert ClaimLine(1, 2, 28, 0.35, 9.80, A)
* item[1].productOrService = $atc#C08CA01 "amlodipine"
* total.value = 21.80
* total.currency = #CNY

Instance: claim-inpatient
InstanceOf: CnClaim
Usage: #example
Title: "住院一站式结算"
* insert ClaimHead(JS-140105-0002, institutional, patient-wang-xiulan, 2026-11-13T11:30:00+08:00, org-bingzhou-central, coverage-wang-xiulan)
* extension[paymentMethod].valueCoding = $payment-method#disease "按病种付费"
* billablePeriod.start = "2026-11-06"
* billablePeriod.end = "2026-11-13"
* diagnosis.sequence = 1
* diagnosis.diagnosisReference = Reference(condition-angina)
* insert ClaimLine(0, 1, 7, 55.00, 385.00, A)
* item[0].productOrService = $service#bed-day "床位费"
* insert ClaimLine(1, 2, 7, 4.35, 30.45, B)
* item[1].productOrService = $atc#B01AC04 "clopidogrel"
* insert ClaimLine(2, 3, 1, 120.00, 120.00, C)
* item[2].productOrService.text = "特需护理"
* total.value = 535.45
* total.currency = #CNY

Instance: claim-online
InstanceOf: CnClaim
Usage: #example
Title: "线上复诊结算"
* insert ClaimHead(JS-140105-0003, professional, patient-wang-xiulan, 2026-11-20T15:20:00+08:00, org-bingzhou-central, coverage-wang-xiulan)
* extension[paymentMeans][0].valueCoding = $payment-means#insurance-e-voucher "医保电子凭证"
* extension[paymentMeans][1].valueCoding = $payment-means#third-party "第三方支付"
* billablePeriod.start = "2026-11-20"
* diagnosis.sequence = 1
* diagnosis.diagnosisCodeableConcept = $icd-10#I10 "Essential (primary) hypertension"
* insert ClaimLine(0, 1, 1, 20.00, 20.00, A)
* item[0].productOrService = $service#online-consultation "互联网复诊诊察费"
* total.value = 20.00
* total.currency = #CNY

Instance: claim-cross-region
InstanceOf: CnClaim
Usage: #example
Title: "异地转诊直接结算"
* insert ClaimHead(JS-140105-0004, professional, patient-li-na, 2026-11-21T10:00:00+08:00, org-bingzhou-central, coverage-li-na)
* extension[crossRegionGroup].valueCoding = $cross-region#referred "异地转诊"
* billablePeriod.start = "2026-11-21"
* diagnosis.sequence = 1
* diagnosis.diagnosisCodeableConcept = $icd-10#M32.9 "Systemic lupus erythematosus, unspecified"
* insert ClaimLine(0, 1, 1, 30.00, 30.00, A)
* item[0].productOrService = $service#consultation "诊察费"
* insert ClaimLine(1, 2, 3, 18.333, 55.00, B)
* item[1].productOrService = $service#injection "注射费"
* total.value = 85.00
* total.currency = #CNY

Instance: claim-capitation
InstanceOf: CnClaim
Usage: #example
Title: "按人头付费的普通门诊统筹"
* insert ClaimHead(JS-140105-0005, professional, patient-zhang-wei, 2026-11-10T09:00:00+08:00, org-pingyang-community, coverage-zhang-wei)
* extension[paymentMethod].valueCoding = $payment-method#capitation "按人头付费"
* extension[outpatientBenefit].valueCoding = $outpatient-benefit#general "居民普通门诊统筹"
* billablePeriod.start = "2026-11-10"
* diagnosis.sequence = 1
* diagnosis.diagnosisCodeableConcept = $icd-10#J06.9 "Acute upper respiratory infection, unspecified"
* insert ClaimLine(0, 1, 1, 12.00, 12.00, A)
* item[0].productOrService = $service#consultation "诊察费"
* total.value = 12.00
* total.currency = #CNY

Instance: claim-response-inpatient
InstanceOf: CnClaimResponse
Usage: #example
Title: "住院结算结果"
* status = #active
* type = $claim-type#institutional
* use = #claim
* patient = Reference(patient-wang-xiulan)
* created = "2026-11-13T11:31:00+08:00"
* insurer = Reference(org-insurer)
* request = Reference(claim-inpatient)
* outcome = #complete
* total[0].category = $settlement-layer#basic "基本医保"
* total[0].amount.value = 300.00
* total[0].amount.currency = #CNY
* total[1].category = $settlement-layer#patient "个人负担"
* total[1].amount.value = 235.45
* total[1].amount.currency = #CNY

Instance: benefit-inpatient
InstanceOf: CnExplanationOfBenefit
Usage: #example
Title: "住院结算单"
* extension[paymentMeans].valueCoding = $payment-means#bank-card "银行卡"
* status = #active
* type = $claim-type#institutional
* use = #claim
* patient = Reference(patient-wang-xiulan)
* created = "2026-11-13T11:31:00+08:00"
* insurer = Reference(org-insurer)
* provider = Reference(org-bingzhou-central)
* claim = Reference(claim-inpatient)
* claimResponse = Reference(claim-response-inpatient)
* outcome = #complete
* insurance.focal = true
* insurance.coverage = Reference(coverage-wang-xiulan)
* total[0].category = $settlement-layer#basic "基本医保"
* total[0].amount.value = 300.00
* total[0].amount.currency = #CNY
* total[1].category = $settlement-layer#patient "个人负担"
* total[1].amount.value = 235.45
* total[1].amount.currency = #CNY
