// 规则检索所用的参数 / what the rules search by

RuleSet: SearchHead(title, name, code, type, description)
* url = "https://fhirhub.example/fhir/cn-base/SearchParameter/{name}"
* version = "0.1.0"
* name = "{title}"
* status = #active
* experimental = false
* publisher = "FhirHub"
* code = #{code}
* type = #{type}
* description = "{description}"
* xpathUsage = #normal

RuleSet: Search(base, expression)
* base[+] = #{base}
* expression = "{expression}"

Instance: patient-card
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(PatientCard, patient-card, card, token, [[居民的卡号：健康卡、社保卡、医保凭证、医疗保障卡、市民卡、就诊卡、银行卡。Any card of a resident.]])
* insert Search(Patient, [[Patient.identifier.where(system = 'urn:oid:2.16.156.10011.1.19' or system = 'urn:oid:2.16.840.1.113883.2.23.1.19.2' or system = 'urn:oid:2.16.840.1.113883.2.23.1.9.2' or system = 'https://fhirhub.example/fhir/sid/insurance-e-voucher' or system = 'https://fhirhub.example/fhir/sid/insurance-card' or system = 'https://fhirhub.example/fhir/sid/citizen-card' or system = 'https://fhirhub.example/fhir/sid/visit-card' or system = 'https://fhirhub.example/fhir/sid/bank-card')]])

Instance: patient-card-state
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(PatientCardState, patient-card-state, card-state, token, [[健康卡状态。State of a card.]])
* insert Search(Patient, [[Patient.identifier.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state').value]])

Instance: patient-ethnicity
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(PatientEthnicity, patient-ethnicity, ethnicity, token, [[民族。Ethnic group.]])
* insert Search(Patient, [[Patient.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/ethnicity').value]])

Instance: patient-division
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(PatientDivision, patient-division, division, token, [[住址区划。Division of the address.]])
* insert Search(Patient, [[Patient.address.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/division').value]])

Instance: organization-division
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(OrganizationDivision, organization-division, division, token, [[机构所属区划。Division of an institution.]])
* insert Search(Organization, [[Organization.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/division').value]])

Instance: location-division
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(LocationDivision, location-division, division, token, [[地点所属区划。Division of a place.]])
* insert Search(Location, [[Location.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/division').value]])

Instance: organization-level
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(OrganizationLevel, organization-level, level, token, [[医疗机构等级。Level of an institution.]])
* insert Search(Organization, [[Organization.type.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/institution-level')]])

Instance: organization-ownership
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(OrganizationOwnership, organization-ownership, ownership, token, [[公立或非公立。Public or not.]])
* insert Search(Organization, [[Organization.type.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/institution-ownership')]])

Instance: organization-affiliation-kind
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(OrganizationAffiliationKind, organization-affiliation-kind, alliance, token, [[医联体形式。Kind of alliance.]])
* insert Search(OrganizationAffiliation, [[OrganizationAffiliation.code.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/alliance-kind')]])

Instance: slot-reserved-for
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(SlotReservedFor, slot-reserved-for, reserved-for, token, [[号源预留对象。For whom a source is reserved.]])
* insert Search(Slot, [[Slot.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/reserved-for').value]])

Instance: slot-end
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(SlotEnd, slot-end, end, date, [[号源结束时间。End of a source.]])
* insert Search(Slot, Slot.end)

Instance: slot-organization
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(SlotOrganization, slot-organization, organization, reference, [[号源所属机构。Institution of a source.]])
* insert Search(Slot, [[Slot.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/slot-source').extension.where(url = 'organization').value]])
* target = #Organization

Instance: slot-practitioner
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(SlotPractitioner, slot-practitioner, practitioner, reference, [[号源的医师。Doctor of a source.]])
* insert Search(Slot, [[Slot.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/slot-source').extension.where(url = 'practitioner').value]])
* target[0] = #Practitioner
* target[1] = #PractitionerRole

Instance: slot-level
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(SlotLevel, slot-level, level, token, [[号源所属机构的等级。Level of the institution of a source.]])
* insert Search(Slot, [[Slot.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/slot-source').extension.where(url = 'level').value]])

Instance: slot-division
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(SlotDivision, slot-division, division, token, [[号源所在的省、市、县。Province, prefecture and county of a source.]])
* insert Search(Slot, [[Slot.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/slot-source').extension.where(url = 'division').value]])

Instance: appointment-waiting-since
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(AppointmentWaitingSince, appointment-waiting-since, waiting-since, date, [[候补登记时间。Since when a patient waits.]])
* insert Search(Appointment, [[Appointment.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/waiting-since').value]])

Instance: appointment-hold-expires
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(AppointmentHoldExpires, appointment-hold-expires, hold-expires, date, [[占号到期时间。When a hold expires.]])
* insert Search(Appointment, [[Appointment.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/hold-expires').value]])

Instance: referral-direction-search
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(ReferralDirectionSearch, referral-direction-search, referral-direction, token, [[转诊方向。Direction of a referral.]])
* insert Search(ServiceRequest, [[ServiceRequest.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/referral-direction').value]])

Instance: task-referral-state
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(TaskReferralState, task-referral-state, referral-state, token, [[转诊状态。State of a referral.]])
* insert Search(Task, [[Task.businessStatus.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state')]])

Instance: report-recognition-mark
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(ReportRecognitionMark, report-recognition-mark, recognition-mark, string, [[互认标识。Mark of recognition.]])
* insert Search(DiagnosticReport, [[DiagnosticReport.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-mark').extension.where(url = 'mark').value]])

Instance: report-recognition-scope
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(ReportRecognitionScope, report-recognition-scope, recognition-scope, token, [[互认范围。Scope of recognition.]])
* insert Search(DiagnosticReport, [[DiagnosticReport.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-mark').extension.where(url = 'scope').value]])

Instance: prescription-state-search
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(PrescriptionStateSearch, prescription-state-search, prescription-state, token, [[处方流转状态。State of a prescription.]])
* insert Search(MedicationRequest, [[MedicationRequest.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/prescription-state').value]])

Instance: prescription-pharmacy
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(PrescriptionPharmacy, prescription-pharmacy, pharmacy, reference, [[指定的取药药房。The chosen pharmacy.]])
* insert Search(MedicationRequest, MedicationRequest.dispenseRequest.performer)
* target = #Organization

Instance: claim-payment-method
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(ClaimPaymentMethod, claim-payment-method, payment-method, token, [[医保付费方式。How the insurer pays.]])
* insert Search(Claim, [[Claim.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/payment-method').value]])

Instance: claim-cross-region-group
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(ClaimCrossRegionGroup, claim-cross-region-group, cross-region-group, token, [[异地就医人群。Group treated away from home.]])
* insert Search(Claim, [[Claim.extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/cross-region-group').value]])

Instance: careplan-signing-group
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(CareplanSigningGroup, careplan-signing-group, signing-group, token, [[签约重点人群。Priority group of a signed resident.]])
* insert Search(CarePlan, [[CarePlan.category.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/signing-group')]])

Instance: provenance-activity
InstanceOf: SearchParameter
Usage: #definition
* insert SearchHead(ProvenanceActivity, provenance-activity, activity, token, [[活动。Activity.]])
* insert Search(Provenance, Provenance.activity)
