// 处方与发药示例 / prescriptions and a dispensing

Instance: prescription-ordinary
InstanceOf: CnMedicationRequest
Usage: #example
Title: "社区门诊处方"
* identifier[prescriptionNumber].value = "CF20261105001"
* status = #active
* intent = #order
* category = $rx-category#outpatient
* medicationCodeableConcept = $atc#C08CA01 "amlodipine"
* medicationCodeableConcept.text = "苯磺酸氨氯地平片 5mg×28片"
* subject = Reference(patient-wang-xiulan)
* encounter = Reference(encounter-community)
* authoredOn = "2026-11-05T09:16:00+08:00"
* requester = Reference(practitioner-li-min)
* reasonReference = Reference(condition-hypertension)
* dosageInstruction.text = "口服，每次 5mg，每日 1 次"
* dosageInstruction.timing.repeat.frequency = 1
* dosageInstruction.timing.repeat.period = 1
* dosageInstruction.timing.repeat.periodUnit = #d
* dosageInstruction.doseAndRate.doseQuantity = 5 'mg' "mg"
* dispenseRequest.quantity.value = 28
* dispenseRequest.quantity.unit = "片"
* dispenseRequest.expectedSupplyDuration = 28 'd' "天"

Instance: prescription-online
InstanceOf: CnMedicationRequest
Usage: #example
Title: "线上处方，已流转到药房"
* extension[state].valueCoding = $prescription-state#claimed "药房已接单"
* identifier[prescriptionNumber].value = "CF20261120009"
* identifier[pickUpCode].value = "7392-4416"
* status = #active
* intent = #order
* category = $prescription-kind#online "线上处方"
* medicationCodeableConcept = $atc#C08CA01 "amlodipine"
* medicationCodeableConcept.text = "苯磺酸氨氯地平片 5mg×28片"
* subject = Reference(patient-wang-xiulan)
* encounter = Reference(encounter-online)
* authoredOn = "2026-11-20T15:10:00+08:00"
* requester = Reference(practitioner-wang-jianguo)
* reasonCode = $icd-10#I10 "Essential (primary) hypertension"
* dosageInstruction.text = "口服，每次 5mg，每日 1 次"
* dispenseRequest.quantity.value = 28
* dispenseRequest.quantity.unit = "片"
* dispenseRequest.performer = Reference(org-pharmacy)

Instance: prescription-extended
InstanceOf: CnMedicationRequest
Usage: #example
Title: "延伸处方：社区延续医院用药"
* status = #active
* intent = #order
* category = $prescription-kind#extended "延伸处方"
* medicationCodeableConcept = $atc#B01AC04 "clopidogrel"
* medicationCodeableConcept.text = "硫酸氢氯吡格雷片 75mg×7片"
* subject = Reference(patient-wang-xiulan)
* authoredOn = "2026-11-16T10:30:00+08:00"
* requester = Reference(practitioner-li-min)
* dosageInstruction.text = "口服，每次 75mg，每日 1 次"
* dispenseRequest.quantity.value = 28
* dispenseRequest.quantity.unit = "片"
* priorPrescription = Reference(prescription-discharge)

Instance: prescription-discharge
InstanceOf: CnMedicationRequest
Usage: #example
Title: "出院带药"
* status = #completed
* intent = #order
* category = $rx-category#discharge
* medicationCodeableConcept = $atc#B01AC04 "clopidogrel"
* medicationCodeableConcept.text = "硫酸氢氯吡格雷片 75mg×7片"
* subject = Reference(patient-wang-xiulan)
* encounter = Reference(encounter-inpatient)
* authoredOn = "2026-11-13T10:00:00+08:00"
* requester = Reference(practitioner-wang-jianguo)
* reasonReference = Reference(condition-angina)
* dosageInstruction.text = "口服，每次 75mg，每日 1 次"
* dispenseRequest.quantity.value = 7
* dispenseRequest.quantity.unit = "片"

Instance: prescription-decoction
InstanceOf: CnMedicationRequest
Usage: #example
Title: "中药饮片处方，代煎配送"
* extension[state].valueCoding = $prescription-state#submitted "待审核"
* status = #active
* intent = #order
* category = $prescription-kind#traditional "中药饮片处方"
* medicationCodeableConcept.text = "血府逐瘀汤加减：当归 9g、生地 9g、桃仁 12g、红花 9g、枳壳 6g、赤芍 6g、柴胡 3g、甘草 3g、桔梗 5g、川芎 5g、牛膝 9g"
* subject = Reference(patient-zhang-wei)
* authoredOn = "2026-11-21T09:30:00+08:00"
* requester = Reference(practitioner-li-min)
* dosageInstruction.text = "水煎服，每日 1 剂，早晚分服，代煎并配送到家"
* dispenseRequest.quantity.value = 7
* dispenseRequest.quantity.unit = "剂"

Instance: dispense-online
InstanceOf: CnMedicationDispense
Usage: #example
Title: "药房发药"
* status = #completed
* medicationCodeableConcept = $atc#C08CA01 "amlodipine"
* subject = Reference(patient-wang-xiulan)
* performer.actor = Reference(org-pharmacy)
* authorizingPrescription = Reference(prescription-online)
* quantity.value = 28
* quantity.unit = "片"
* whenHandedOver = "2026-11-21T18:20:00+08:00"
