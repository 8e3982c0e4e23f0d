CodeSystem: PrescriptionKindCodes
Id: prescription-kind
Title: "处方类别"
Description: "线上处方、延伸处方、中药饮片处方。Kinds of prescriptions."
* insert CodeSystemHead
* #online "线上处方"
* #online ^designation[+].language = #en
* #online ^designation[=].value = "Online prescription"
* #extended "延伸处方"
* #extended ^designation[+].language = #en
* #extended ^designation[=].value = "Extended prescription"
* #traditional "中药饮片处方"
* #traditional ^designation[+].language = #en
* #traditional ^designation[=].value = "Decoction of traditional medicine"

ValueSet: PrescriptionKind
Id: prescription-kind
Title: "处方类别"
Description: "线上处方、延伸处方、中药饮片处方。Kinds of prescriptions."
* insert ValueSetHead
* include codes from system PrescriptionKindCodes

CodeSystem: PrescriptionStateCodes
Id: prescription-state
Title: "处方流转状态"
Description: "处方从审核到发药的状态。States of a prescription from review to dispensing."
* insert CodeSystemHead
* #submitted "待审核"
* #submitted ^designation[+].language = #en
* #submitted ^designation[=].value = "Submitted for review"
* #approved "审核通过"
* #approved ^designation[+].language = #en
* #approved ^designation[=].value = "Approved"
* #returned "退回"
* #returned ^designation[+].language = #en
* #returned ^designation[=].value = "Returned"
* #released "已流转"
* #released ^designation[+].language = #en
* #released ^designation[=].value = "Released"
* #claimed "药房已接单"
* #claimed ^designation[+].language = #en
* #claimed ^designation[=].value = "Claimed by a pharmacy"
* #partly-dispensed "部分发药"
* #partly-dispensed ^designation[+].language = #en
* #partly-dispensed ^designation[=].value = "Partly dispensed"
* #dispensed "已发药"
* #dispensed ^designation[+].language = #en
* #dispensed ^designation[=].value = "Dispensed"
* #cancelled "已作废"
* #cancelled ^designation[+].language = #en
* #cancelled ^designation[=].value = "Cancelled"
* #expired "已过期"
* #expired ^designation[+].language = #en
* #expired ^designation[=].value = "Expired"

ValueSet: PrescriptionState
Id: prescription-state
Title: "处方流转状态"
Description: "处方从审核到发药的状态。States of a prescription from review to dispensing."
* insert ValueSetHead
* include codes from system PrescriptionStateCodes

CodeSystem: ReviewOutcomeCodes
Id: review-outcome
Title: "审方结论"
Description: "药师审核的结论。Outcome of the review by a pharmacist."
* insert CodeSystemHead
* #approved "通过"
* #approved ^designation[+].language = #en
* #approved ^designation[=].value = "Approved"
* #returned "退回修改"
* #returned ^designation[+].language = #en
* #returned ^designation[=].value = "Returned"

ValueSet: ReviewOutcome
Id: review-outcome
Title: "审方结论"
Description: "药师审核的结论。Outcome of the review by a pharmacist."
* insert ValueSetHead
* include codes from system ReviewOutcomeCodes
