// 线上处方流转 / online prescriptions

Instance: submit-for-review
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(SubmitForReview, submit-for-review, submit-for-review, MedicationRequest, [[提交审方。Submit for review by a pharmacist.]])
* insert Changes
* insert OnInstance
* insert Out(return, 1, 1, MedicationRequest, [[处方。The prescription.]])

Instance: review-prescription
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReviewPrescription, review-prescription, review, MedicationRequest, [[药师审方。Review by a pharmacist.]])
* insert Changes
* insert OnInstance
* insert In(outcome, 1, 1, code, [[结论。The outcome.]])
* insert Bound(review-outcome)
* insert In(pharmacist, 1, 1, Reference, [[审方药师。The pharmacist.]])
* insert In(note, 0, 1, string, [[意见；退回时必填。Remarks; required when returned.]])
* insert Out(return, 1, 1, MedicationRequest, [[处方。The prescription.]])

Instance: release-prescription
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ReleasePrescription, release-prescription, release, MedicationRequest, [[流转到任一药房或指定药房，患者得到取药码。Release to any or a chosen pharmacy.]])
* insert Changes
* insert OnInstance
* insert In(pharmacy, 0, 1, Reference, [[指定的药房。The chosen pharmacy.]])
* insert Out(return, 1, 1, MedicationRequest, [[处方。The prescription.]])
* insert Out(code, 1, 1, string, [[取药码。The pick-up code.]])

Instance: claim-prescription
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(ClaimPrescription, claim-prescription, claim, MedicationRequest, [[药房接单：只有一家能接到。One pharmacy takes the prescription, once.]])
* insert Changes
* insert OnInstance
* insert In(pharmacy, 1, 1, Reference, [[药房。The pharmacy.]])
* insert In(code, 1, 1, string, [[取药码。The pick-up code.]])
* insert Out(return, 1, 1, MedicationRequest, [[处方。The prescription.]])

Instance: dispense-prescription
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(DispensePrescription, dispense-prescription, dispense, MedicationRequest, [[发药，数量累计；可由签约配送机构送达。Dispense; quantities are tracked.]])
* insert Changes
* insert OnInstance
* insert In(quantity, 1, 1, Quantity, [[数量。How much.]])
* insert In(dispenser, 1, 1, Reference, [[发药人。Who dispenses.]])
* insert In(courier, 0, 1, Reference, [[配送机构。The courier.]])
* insert Out(return, 1, 1, MedicationDispense, [[发药记录。The dispensing.]])
* insert Out(remaining, 1, 1, Quantity, [[剩余数量。What remains.]])
