// 国家代码与 FHIR 代码的对照 / national codes beside those of FHIR

RuleSet: MapHead(title, source, target)
* status = #active
* experimental = false
* version = "0.1.0"
* publisher = "FhirHub"
* title = "{title}"
* sourceCanonical = "{source}"
* targetCanonical = "{target}"

RuleSet: Map(code, target, equivalence)
* group[=].element[+].code = #{code}
* group[=].element[=].target.code = #{target}
* group[=].element[=].target.equivalence = #{equivalence}

RuleSet: Inexact(code, target, comment)
* insert Map({code}, {target}, inexact)
* group[=].element[=].target.comment = "{comment}"

Instance: sex-to-gender
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/sex-to-gender"
* name = "SexToGender"
* insert MapHead([[GB/T 2261.1 性别到 FHIR 性别。National sex to FHIR gender.]], https://fhirhub.example/fhir/cn-base/ValueSet/cn-sex, http://hl7.org/fhir/ValueSet/administrative-gender)
* group[+].source = "urn:oid:2.16.156.10011.2.3.3.4"
* group[=].target = "http://hl7.org/fhir/administrative-gender"
* insert Map(0, unknown, equivalent)
* insert Map(1, male, equivalent)
* insert Map(2, female, equivalent)
* insert Map(9, unknown, wider)

Instance: gender-to-sex
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/gender-to-sex"
* name = "GenderToSex"
* insert MapHead([[FHIR 性别到 GB/T 2261.1 性别。FHIR gender to national sex.]], http://hl7.org/fhir/ValueSet/administrative-gender, https://fhirhub.example/fhir/cn-base/ValueSet/cn-sex)
* group[+].source = "http://hl7.org/fhir/administrative-gender"
* group[=].target = "urn:oid:2.16.156.10011.2.3.3.4"
* insert Map(unknown, 0, equivalent)
* insert Map(male, 1, equivalent)
* insert Map(female, 2, equivalent)
* insert Inexact(other, 9, [[国家代码没有“其他”。The national list has no such code.]])

Instance: marital-to-fhir
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/marital-to-fhir"
* name = "MaritalToFhir"
* insert MapHead([[GB/T 2261.2 婚姻状况到 FHIR。National marital status to FHIR.]], https://fhirhub.example/fhir/cn-base/ValueSet/cn-marital-status, http://hl7.org/fhir/ValueSet/marital-status)
* group[+].source = "urn:oid:2.16.156.10011.2.3.3.5"
* group[=].target = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus"
* insert Map(10, S, equivalent)
* insert Map(20, M, equivalent)
* insert Map(21, M, wider)
* insert Map(22, M, wider)
* insert Map(23, M, wider)
* insert Map(30, W, equivalent)
* insert Map(40, D, equivalent)
* group[+].source = "urn:oid:2.16.156.10011.2.3.3.5"
* group[=].target = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
* insert Inexact(90, UNK, [[未说明，近于未知。Not stated, close to unknown.]])

Instance: fhir-to-marital
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/fhir-to-marital"
* name = "FhirToMarital"
* insert MapHead([[FHIR 婚姻状况到 GB/T 2261.2。FHIR marital status to the national one.]], http://hl7.org/fhir/ValueSet/marital-status, https://fhirhub.example/fhir/cn-base/ValueSet/cn-marital-status)
* group[+].source = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus"
* group[=].target = "urn:oid:2.16.156.10011.2.3.3.5"
* insert Map(S, 10, equivalent)
* insert Inexact(U, 10, [[FHIR 的未婚不问是否曾婚。FHIR does not ask whether once married.]])
* insert Map(M, 20, equivalent)
* insert Map(L, 20, wider)
* insert Map(W, 30, equivalent)
* insert Map(D, 40, equivalent)
* insert Inexact(A, 40, [[婚姻被宣告无效，国家代码无对应。The national list has no annulled marriage.]])

Instance: kind-to-level
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/kind-to-level"
* name = "KindToLevel"
* insert MapHead([[机构类别到等级：只有基层类别能定等级。Kind of institution to level, where the kind decides it.]], https://fhirhub.example/fhir/cn-base/ValueSet/institution-kind, https://fhirhub.example/fhir/cn-base/ValueSet/institution-level)
* group[+].source = "https://fhirhub.example/fhir/cn-base/CodeSystem/institution-kind"
* group[=].target = "https://fhirhub.example/fhir/cn-base/CodeSystem/institution-level"
* insert Map(community-health-centre, primary, wider)
* insert Map(community-health-station, primary, wider)
* insert Map(township-hospital, primary, wider)
* insert Map(school-clinic, primary, wider)
* insert Map(village-clinic, village-clinic, equivalent)

Instance: referral-state-to-task-status
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/referral-state-to-task-status"
* name = "ReferralStateToTaskStatus"
* insert MapHead([[转诊状态到任务状态。State of a referral to the status of its Task.]], https://fhirhub.example/fhir/cn-base/ValueSet/referral-state, http://hl7.org/fhir/ValueSet/task-status)
* group[+].source = "https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state"
* group[=].target = "http://hl7.org/fhir/task-status"
* insert Map(draft, draft, equivalent)
* insert Map(requested, requested, equivalent)
* insert Map(received, received, equivalent)
* insert Map(accepted, accepted, equivalent)
* insert Map(rejected, rejected, equivalent)
* insert Map(info-requested, on-hold, wider)
* insert Map(scheduled, ready, wider)
* insert Map(admitted, in-progress, wider)
* insert Map(completed, completed, equivalent)
* insert Map(cancelled, cancelled, equivalent)

Instance: relationship-to-fhir
InstanceOf: ConceptMap
Usage: #definition
* url = "https://fhirhub.example/fhir/cn-base/ConceptMap/relationship-to-fhir"
* name = "RelationshipToFhir"
* insert MapHead([[GB/T 4761 家庭关系到 FHIR。National kinship to FHIR.]], https://fhirhub.example/fhir/cn-base/ValueSet/cn-relationship, http://terminology.hl7.org/ValueSet/v3-FamilyMember)
* group[+].source = "urn:oid:2.16.156.10011.2.3.3.8"
* group[=].target = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
* insert Map(01, ONESELF, equivalent)
* insert Map(10, SPS, equivalent)
* insert Map(11, HUSB, equivalent)
* insert Map(12, WIFE, equivalent)
* insert Map(20, SON, wider)
* insert Map(30, DAU, wider)
* insert Map(50, PRN, equivalent)
* insert Map(51, FTH, equivalent)
* insert Map(52, MTH, equivalent)
* insert Map(60, GRPRN, equivalent)
* insert Map(70, SIB, equivalent)
* insert Inexact(99, FRND, [[非亲属不限于朋友。Not only friends.]])
