// 机构、医联体、人员、地点、服务 / institutions, alliances, staff, places, services

Profile: CnOrganization
Parent: Organization
Id: cn-organization
Title: "机构"
Description: "医疗机构及平台上的其他机构：等级、所有制、类别、区划。Institutions with level, ownership, kind and division."
* obeys cn-organization-1
* extension contains Division named division 0..1
* insert IdentifierBySystem
* identifier contains creditCode 0..1 and registrationNumber 0..1
* insert IdentifierSlice(creditCode, https://fhirhub.example/fhir/sid/unified-social-credit-code)
* identifier[creditCode] obeys cn-credit-code-1
* insert IdentifierSlice(registrationNumber, https://fhirhub.example/fhir/sid/institution-registration-number)
* name 1..1
* name ^maxLength = 200
* type ^slicing.discriminator.type = #value
* type ^slicing.discriminator.path = "coding.system"
* type ^slicing.rules = #open
* type ^slicing.description = "按代码系统切分。By code system."
* type contains level 0..1 and ownership 0..1 and kind 0..*
* type[level].coding 1..1
* type[level].coding.system 1..1
* type[level].coding.system = "https://fhirhub.example/fhir/cn-base/CodeSystem/institution-level" (exactly)
* type[level] from InstitutionLevel (required)
* type[ownership].coding 1..1
* type[ownership].coding.system 1..1
* type[ownership].coding.system = "https://fhirhub.example/fhir/cn-base/CodeSystem/institution-ownership" (exactly)
* type[ownership] from InstitutionOwnership (required)
* type[kind].coding 1..1
* type[kind].coding.system 1..1
* type[kind].coding.system = "https://fhirhub.example/fhir/cn-base/CodeSystem/institution-kind" (exactly)
* type[kind] from InstitutionKind (required)
* address.extension contains Division named division 0..1
* partOf only Reference(CnOrganization)

Invariant: cn-organization-1
Description: "定级的医疗机构须有统一社会信用代码或执业许可证登记号"
* severity = #error
* expression = "type.coding.where(system = 'https://fhirhub.example/fhir/cn-base/CodeSystem/institution-level').exists() implies identifier.where(system in ('https://fhirhub.example/fhir/sid/unified-social-credit-code' | 'https://fhirhub.example/fhir/sid/institution-registration-number')).exists()"
* insert English([[An institution with a level has a unified social credit code or a registration number.]])

Invariant: cn-credit-code-1
Description: "统一社会信用代码为 18 位，须符合 GB 32100（含校验码）"
* severity = #error
* expression = "value.matches('^[0-9A-HJ-NPQRTUWXY]{18}$')"
* insert CheckedBy(gb-32100)
* insert English([[A unified social credit code has 18 characters and the check character of GB 32100.]])

Profile: CnOrganizationAffiliation
Parent: OrganizationAffiliation
Id: cn-organization-affiliation
Title: "医联体成员关系"
Description: "牵头医院（organization）与成员单位（participatingOrganization）；医联体、县域医共体、县域医疗集团。A lead hospital and a member."
* obeys cn-affiliation-1
* organization 1..1
* organization only Reference(CnOrganization)
* organization ^short = "牵头医院。The lead hospital."
* participatingOrganization 1..1
* participatingOrganization only Reference(CnOrganization)
* participatingOrganization ^short = "成员单位。The member."
* code 1..1
* code from AllianceKind (required)
* period 1..1
* period.start 1..1

Invariant: cn-affiliation-1
Description: "牵头医院不能是自己的成员"
* severity = #error
* expression = "(organization.reference.exists() and participatingOrganization.reference.exists()) implies organization.reference != participatingOrganization.reference"
* insert English([[A lead hospital is not a member of itself.]])

Profile: CnPractitioner
Parent: Practitioner
Id: cn-practitioner
Title: "卫生人员"
Description: "医、药、护等人员及其执业证书、资格证书、职称。Staff with licence, qualification and title."
* obeys cn-practitioner-1
* extension contains Ethnicity named ethnicity 0..1
* insert IdentifierBySystem
* identifier 1..*
* identifier contains identityNumber 0..1 and licence 0..1 and qualificationNumber 0..1
* insert IdentifierSlice(identityNumber, urn:oid:2.16.156.10011.1.3)
* identifier[identityNumber] obeys cn-identity-number-1
* insert IdentifierSlice(licence, https://fhirhub.example/fhir/sid/practitioner-licence)
* insert IdentifierSlice(qualificationNumber, https://fhirhub.example/fhir/sid/practitioner-qualification)
* name 1..*
* name.text 1..1
* qualification.code from PractitionerTitle (extensible)

Invariant: cn-practitioner-1
Description: "须有执业证书编码或资格证书编码或身份证号码"
* severity = #error
* expression = "identifier.where(system in ('https://fhirhub.example/fhir/sid/practitioner-licence' | 'https://fhirhub.example/fhir/sid/practitioner-qualification' | 'urn:oid:2.16.156.10011.1.3')).exists()"
* insert English([[A licence, a qualification or an identity number must be given.]])

Profile: CnPractitionerRole
Parent: PractitionerRole
Id: cn-practitioner-role
Title: "执业（多点执业）"
Description: "一名人员在一个机构的执业；多点执业有多条。One place where a person practises."
* practitioner 1..1
* practitioner only Reference(CnPractitioner)
* organization 1..1
* organization only Reference(CnOrganization)
* code 1..*
* code from PractitionerFunction (extensible)
* specialty from Department (extensible)

Profile: CnLocation
Parent: Location
Id: cn-location
Title: "地点"
Description: "院区、病区、床位、健康小屋等地点。Sites, wards, beds, health huts."
* extension contains Division named division 0..1
* name 1..1
* managingOrganization 1..1
* managingOrganization only Reference(CnOrganization)

Profile: CnHealthcareService
Parent: HealthcareService
Id: cn-healthcare-service
Title: "医疗服务"
Description: "机构提供的门诊、远程协作等服务。Services that an institution offers."
* providedBy 1..1
* providedBy only Reference(CnOrganization)
* category from CollaborationKind (preferred)
* specialty from Department (extensible)
* name 1..1
