// GZ 二(九)1：线上处方经药师审核后方可配送

Profile: GzMedicationRequest
Parent: CnMedicationRequest
Id: gz-medication-request
Title: "处方（贵州）"
Description: "贵州 二(九)1：线上开具的常见病、慢性病处方，经药师审核后流转。An online prescription moves on only after a pharmacist's review."
* obeys gz-prescription-1
* eventHistory only Reference(CnProvenance)

Invariant: gz-prescription-1
Description: "线上处方审核通过之后须有审方记录"
* severity = #error
* expression = "(category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/prescription-kind' and code = 'online').exists() and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/prescription-state').value.where(code in ('approved' | 'released' | 'claimed' | 'partly-dispensed' | 'dispensed')).exists()) implies eventHistory.exists()"
* insert English([[An online prescription that was approved has the record of its review.]])
