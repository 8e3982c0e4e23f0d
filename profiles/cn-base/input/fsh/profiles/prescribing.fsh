// 处方与发药 / prescribing and dispensing

Profile: CnMedicationRequest
Parent: MedicationRequest
Id: cn-medication-request
Title: "处方"
Description: "普通处方、线上处方、延伸处方、中药饮片处方。Ordinary, online, extended and decoction prescriptions."
* obeys cn-prescription-1 and cn-prescription-2 and cn-prescription-3 and cn-prescription-4 and cn-prescription-5
* extension contains PrescriptionStateExtension named state 0..1
* insert IdentifierBySystem
* identifier contains prescriptionNumber 0..1 and pickUpCode 0..1
* insert IdentifierSlice(prescriptionNumber, urn:oid:2.16.156.10011.1.20)
* insert IdentifierSlice(pickUpCode, https://fhirhub.example/fhir/sid/prescription-pick-up-code)
* intent = #order (exactly)
* category 1..*
* medication[x] only CodeableConcept or Reference(Medication)
* subject only Reference(CnPatient)
* encounter only Reference(CnEncounter)
* authoredOn 1..1
* requester 1..1
* requester only Reference(Practitioner or PractitionerRole)
* reasonCode from CnDiagnosis (extensible)
* dosageInstruction 1..*
* dosageInstruction.text 1..1
* dosageInstruction.text ^maxLength = 200
* dispenseRequest 1..1
* dispenseRequest.quantity 1..1
* dispenseRequest.quantity.value 1..1
* dispenseRequest.performer only Reference(CnOrganization)
* priorPrescription only Reference(CnMedicationRequest)

Invariant: cn-prescription-1
Description: "线上处方须有诊断（原因）"
* severity = #error
* expression = "category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-kind' and code = 'online').exists() implies (reasonCode.exists() or reasonReference.exists())"
* insert English([[An online prescription gives its diagnosis.]])

Invariant: cn-prescription-2
Description: "线上处方须关联复诊（医师掌握病历资料）"
* severity = #error
* expression = "category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-kind' and code = 'online').exists() implies encounter.exists()"
* insert English([[An online prescription belongs to a follow-up visit: the doctor holds the record.]])

Invariant: cn-prescription-3
Description: "延伸处方须指明所延续的处方"
* severity = #error
* expression = "category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-kind' and code = 'extended').exists() implies (priorPrescription.exists() or basedOn.exists())"
* insert English([[An extended prescription names the prescription that it continues.]])

Invariant: cn-prescription-4
Description: "发药数量须大于零"
* severity = #error
* expression = "dispenseRequest.quantity.value.all($this > 0)"
* insert English([[The quantity to dispense is above zero.]])

Invariant: cn-prescription-5
Description: "流转状态只用于线上处方、延伸处方和中药饮片处方"
* severity = #error
* expression = "extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/prescription-state').exists() implies category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-kind').exists()"
* insert English([[Only online, extended and decoction prescriptions carry a state of their way.]])

Profile: CnMedicationDispense
Parent: MedicationDispense
Id: cn-medication-dispense
Title: "发药"
Description: "药房按流转处方发药；数量累计不超过处方。What a pharmacy dispensed."
* subject 1..1
* subject only Reference(CnPatient)
* authorizingPrescription 1..1
* authorizingPrescription only Reference(CnMedicationRequest)
* performer 1..*
* quantity 1..1
* quantity.value 1..1
* whenHandedOver 0..1
