// YC 基层 二(五)4：“家庭责任医生团队+网格员”

Profile: YcCareTeam
Parent: CnCareTeam
Id: yc-care-team
Title: "家庭医生团队（宜昌）"
Description: "宜昌 基层 二(五)4：“家庭责任医生团队+网格员”的签约服务管理模式。A team includes a grid worker."
* obeys yc-care-team-1

Invariant: yc-care-team-1
Description: "团队中须有网格员"
* severity = #error
* expression = "participant.role.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/practitioner-function' and code = 'grid-worker').exists()"
* insert English([[The team includes a grid worker.]])
