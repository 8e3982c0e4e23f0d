Instance: jn-care-team-example
InstanceOf: JnCareTeam
Usage: #example
Title: "专科与全科结合的团队"
* status = #active
* name = "任城家庭医生第一团队"
* participant[0].role = https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function#specialist "专科医师"
* participant[0].member.reference = "Practitioner/practitioner-wang-jianguo"
* participant[1].role = https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function#general-practitioner "全科医师"
* participant[1].member.reference = "Practitioner/practitioner-li-min"
* managingOrganization.reference = "Organization/org-pingyang-community"
