// JN 二(二)8：“专科—全科”结合型家庭医生团队

Profile: JnCareTeam
Parent: CnCareTeam
Id: jn-care-team
Title: "家庭医生团队（济宁）"
Description: "济宁 二(二)8：“专科—全科”结合型家庭医生团队全覆盖。A team of a specialist and a general practitioner."
* obeys jn-care-team-1

Invariant: jn-care-team-1
Description: "团队中须既有专科医师又有全科医师"
* severity = #error
* expression = "participant.role.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function' and code = 'specialist').exists() and participant.role.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function' and code = 'general-practitioner').exists()"
* insert English([[The team has a specialist and a general practitioner.]])
