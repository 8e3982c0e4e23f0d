// 服务器须支持的内容 / what a server must support

RuleSet: Rest(type, profile)
* rest.resource[+].type = #{type}
* rest.resource[=].supportedProfile[+] = "https://fhirhub.example/fhir/cn-base/StructureDefinition/{profile}"
* rest.resource[=].versioning = #versioned
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #vread
* rest.resource[=].interaction[+].code = #create
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].interaction[+].code = #delete
* rest.resource[=].interaction[+].code = #history-instance
* rest.resource[=].interaction[+].code = #search-type

RuleSet: More(profile)
* rest.resource[=].supportedProfile[+] = "https://fhirhub.example/fhir/cn-base/StructureDefinition/{profile}"

RuleSet: By(name, code, type)
* rest.resource[=].searchParam[+].name = "{code}"
* rest.resource[=].searchParam[=].definition = "https://fhirhub.example/fhir/cn-base/SearchParameter/{name}"
* rest.resource[=].searchParam[=].type = #{type}

RuleSet: Op(name, code)
* rest.resource[=].operation[+].name = "{code}"
* rest.resource[=].operation[=].definition = "https://fhirhub.example/fhir/cn-base/OperationDefinition/{name}"

Instance: cn-base
InstanceOf: CapabilityStatement
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/CapabilityStatement/cn-base"
* version = "0.1.0"
* name = "CnBase"
* title = "全国基础包的能力要求。Requirements of the national base."
* description = "本包的规则要求服务器支持的资源规范、检索参数和操作。Profiles, search parameters and operations that the rules of this package need."
* status = #active
* experimental = false
* date = "2026-11-01"
* publisher = "FhirHub"
* kind = #requirements
* fhirVersion = #4.0.1
* format[+] = #json
* format[+] = #xml
* rest.mode = #server
* rest.interaction[+].code = #transaction
* rest.interaction[+].code = #batch
* rest.operation[+].name = "notifications"
* rest.operation[=].definition = "https://fhirhub.example/fhir/cn-base/OperationDefinition/notifications"
* insert Rest(Patient, cn-patient)
* insert By(patient-card, card, token)
* insert By(patient-card-state, card-state, token)
* insert By(patient-ethnicity, ethnicity, token)
* insert By(patient-division, division, token)
* insert Op(issue-health-card, issue-health-card)
* insert Op(bind-card, bind-card)
* insert Op(unbind-card, unbind-card)
* insert Op(health-card-code, health-card-code)
* insert Op(resolve-health-card, resolve-health-card)
* insert Op(suspend-health-card, suspend-health-card)
* insert Op(reissue-health-card, reissue-health-card)
* insert Op(patient-match, match)
* insert Op(patient-merge, merge)
* insert Op(patient-unmerge, unmerge)
* insert Rest(Coverage, cn-coverage)
* insert Rest(Organization, cn-organization)
* insert By(organization-division, division, token)
* insert By(organization-level, level, token)
* insert By(organization-ownership, ownership, token)
* insert Rest(OrganizationAffiliation, cn-organization-affiliation)
* insert By(organization-affiliation-kind, alliance, token)
* insert Rest(Practitioner, cn-practitioner)
* insert Rest(PractitionerRole, cn-practitioner-role)
* insert Rest(Location, cn-location)
* insert By(location-division, division, token)
* insert Rest(HealthcareService, cn-healthcare-service)
* insert Rest(Schedule, cn-schedule)
* insert Op(publish-schedule, publish)
* insert Rest(Slot, cn-slot)
* insert By(slot-reserved-for, reserved-for, token)
* insert By(slot-end, end, date)
* insert By(slot-organization, organization, reference)
* insert By(slot-practitioner, practitioner, reference)
* insert By(slot-level, level, token)
* insert By(slot-division, division, token)
* insert Rest(Appointment, cn-appointment)
* insert By(appointment-hold-expires, hold-expires, date)
* insert By(appointment-waiting-since, waiting-since, date)
* insert Op(find-appointments, find)
* insert Op(hold-appointment, hold)
* insert Op(book-appointment, book)
* insert Op(wait-for-appointment, wait)
* insert Op(cancel-appointment, cancel)
* insert Op(reschedule-appointment, reschedule)
* insert Op(check-in-appointment, check-in)
* insert Op(queue-position, queue-position)
* insert Rest(Encounter, cn-encounter)
* insert Rest(Condition, cn-condition)
* insert Rest(ServiceRequest, cn-service-request)
* insert More(cn-referral)
* insert By(referral-direction-search, referral-direction, token)
* insert Op(submit-referral, submit-referral)
* insert Op(refer-down, refer-down)
* insert Op(referral-record, referral-record)
* insert Op(check-duplicate, check-duplicate)
* insert Rest(Task, cn-referral-task)
* insert By(task-referral-state, referral-state, token)
* insert By(task-referral-receiver, receiver, reference)
* insert By(task-referral-coordinator, coordinator, reference)
* insert By(task-due, due, date)
* insert By(task-referral-escalated, escalated, date)
* insert By(task-location, location, reference)
* insert Op(receive-referral, receive)
* insert Op(accept-referral, accept)
* insert Op(reject-referral, reject)
* insert Op(request-information, request-information)
* insert Op(provide-information, provide-information)
* insert Op(schedule-referral, schedule)
* insert Op(admit-referral, admit)
* insert Op(complete-referral, complete)
* insert Op(cancel-referral, cancel)
* insert Op(referral-worklist, worklist)
* insert Op(referral-report, referral-report)
* insert Rest(Composition, cn-composition)
* insert Rest(CarePlan, cn-care-plan)
* insert More(cn-family-doctor-signing)
* insert By(careplan-signing-group, signing-group, token)
* insert Rest(CareTeam, cn-care-team)
* insert Rest(DiagnosticReport, cn-diagnostic-report)
* insert By(report-recognition-mark, recognition-mark, string)
* insert By(report-recognition-scope, recognition-scope, token)
* insert Op(find-recognizable, find-recognizable)
* insert Op(recognize, recognize)
* insert Op(refuse-recognition, refuse-recognition)
* insert Op(recognition-measures, recognition-measures)
* insert Rest(Observation, cn-observation)
* insert Op(recognized-trend, recognized-trend)
* insert Rest(Specimen, cn-specimen)
* insert Rest(ImagingStudy, cn-imaging-study)
* insert Rest(MedicationRequest, cn-medication-request)
* insert By(prescription-state-search, prescription-state, token)
* insert By(prescription-pharmacy, pharmacy, reference)
* insert Op(submit-for-review, submit-for-review)
* insert Op(review-prescription, review)
* insert Op(release-prescription, release)
* insert Op(claim-prescription, claim)
* insert Op(dispense-prescription, dispense)
* insert Rest(MedicationDispense, cn-medication-dispense)
* insert Rest(Claim, cn-claim)
* insert By(claim-payment-method, payment-method, token)
* insert By(claim-cross-region-group, cross-region-group, token)
* insert Op(submit-claim, submit)
* insert Op(audit-claim, audit)
* insert Rest(ClaimResponse, cn-claim-response)
* insert Rest(ExplanationOfBenefit, cn-explanation-of-benefit)
* insert Rest(Consent, cn-consent)
* insert Rest(Provenance, cn-provenance)
* insert By(provenance-activity, activity, token)
* insert Rest(AuditEvent, cn-audit-event)
