// 患者与保障 / patients and their coverage

Profile: CnPatient
Parent: Patient
Id: cn-patient
Title: "居民（患者）"
Description: "一人一档：以身份证件或卡识别的居民，中文姓名，国家标准的民族、婚姻状况、住址区划。A resident, known by an identity document or a card."
* obeys cn-patient-1 and cn-patient-2
* extension contains Ethnicity named ethnicity 0..1
* insert IdentifierBySystem
* identifier 1..*
* identifier.system 1..1
* identifier.value 1..1
* identifier.value ^maxLength = 64
* identifier contains identityNumber 0..1 and identityNumberHl7China 0..1 and identityNumberOther 0..1 and passport 0..* and hongKongMacaoPermit 0..* and taiwanPermit 0..* and foreignerResidencePermit 0..* and healthCard 0..* and socialSecurityCard 0..* and insuranceEVoucher 0..* and insuranceCard 0..* and citizenCard 0..* and visitCard 0..* and bankCard 0..* and healthRecordNumber 0..* and outpatientNumber 0..*
* insert IdentifierSlice(identityNumber, urn:oid:2.16.156.10011.1.3)
* identifier[identityNumber] obeys cn-identity-number-1
// 同一号码的别名系统，同样校验 / aliases of the same numbering, checked alike
* insert IdentifierSlice(identityNumberHl7China, urn:oid:2.16.840.1.113883.2.23.1.19.1)
* identifier[identityNumberHl7China] obeys cn-identity-number-1
* insert IdentifierSlice(identityNumberOther, urn:oid:2.16.840.1.113883.2.23.1.9.1)
* identifier[identityNumberOther] obeys cn-identity-number-1
* insert IdentifierSlice(passport, https://fhirhub.example/fhir/sid/passport)
* identifier[passport] obeys cn-passport-1
* insert IdentifierSlice(hongKongMacaoPermit, https://fhirhub.example/fhir/sid/hong-kong-macao-permit)
* insert IdentifierSlice(taiwanPermit, https://fhirhub.example/fhir/sid/taiwan-permit)
* insert IdentifierSlice(foreignerResidencePermit, https://fhirhub.example/fhir/sid/foreigner-residence-permit)
* insert IdentifierSlice(healthCard, urn:oid:2.16.156.10011.1.19)
* identifier[healthCard].extension contains CardStateExtension named state 0..1 and CardKindExtension named kind 0..1
* identifier[healthCard] obeys cn-health-card-1
* insert IdentifierSlice(socialSecurityCard, urn:oid:2.16.840.1.113883.2.23.1.19.2)
* insert IdentifierSlice(insuranceEVoucher, https://fhirhub.example/fhir/sid/insurance-e-voucher)
* insert IdentifierSlice(insuranceCard, https://fhirhub.example/fhir/sid/insurance-card)
* insert IdentifierSlice(citizenCard, https://fhirhub.example/fhir/sid/citizen-card)
* insert IdentifierSlice(visitCard, https://fhirhub.example/fhir/sid/visit-card)
* identifier[visitCard].assigner 1..1
* identifier[visitCard] ^short = "就诊卡：各院自编号，须注明发卡机构。Unique per hospital, which assigns it."
* insert IdentifierSlice(bankCard, https://fhirhub.example/fhir/sid/bank-card)
* insert IdentifierSlice(healthRecordNumber, urn:oid:2.16.156.10011.1.2)
* insert IdentifierSlice(outpatientNumber, urn:oid:2.16.156.10011.1.11)
* name 1..*
* name.text 1..1
* name.text ^maxLength = 50
* telecom.system 1..1
* telecom.value 1..1
* gender 1..1
* birthDate 1..1
* address.extension contains Division named division 0..1
* maritalStatus from CnMaritalStatus (required)
* contact.relationship from CnRelationship (extensible)
* generalPractitioner only Reference(Practitioner or PractitionerRole or Organization)
* managingOrganization only Reference(CnOrganization)

Invariant: cn-patient-1
Description: "须有身份证件、健康卡、社会保障卡、医保凭证、市民卡、就诊卡或健康档案编号之一"
* severity = #error
* expression = "identifier.where(system in ('urn:oid:2.16.156.10011.1.3' | 'urn:oid:2.16.840.1.113883.2.23.1.19.1' | 'urn:oid:2.16.840.1.113883.2.23.1.9.1' | 'urn:oid:2.16.156.10011.1.19' | 'urn:oid:2.16.840.1.113883.2.23.1.19.2' | 'urn:oid:2.16.840.1.113883.2.23.1.9.2' | 'urn:oid:2.16.156.10011.1.2') or system.matches('^https://fhirhub\\\\.example/fhir/sid/(identity-number|passport|hong-kong-macao-permit|taiwan-permit|foreigner-residence-permit|health-card|social-security-card|insurance-e-voucher|insurance-card|citizen-card|visit-card|health-record-number)$')).exists()"
* insert English([[An identity document, a card or the number of the health record must be given.]])

Invariant: cn-patient-2
Description: "一人一卡：正常状态的电子健康卡、居民健康卡各至多一张"
* severity = #error
* expression = "identifier.where(system = 'urn:oid:2.16.156.10011.1.19' and (use != 'old' or use.empty()) and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state').value.where(code != 'active').empty() and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/card-kind').value.where(code = 'resident-health-card').empty()).count() <= 1 and identifier.where(system = 'urn:oid:2.16.156.10011.1.19' and (use != 'old' or use.empty()) and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/card-state').value.where(code != 'active').empty() and extension.where(url = 'https://fhirhub.example/fhir/cn-base/StructureDefinition/card-kind').value.where(code = 'resident-health-card').exists()).count() <= 1"
* insert English([[One person, one card: at most one electronic and one resident health card are active.]])

Invariant: cn-identity-number-1
Description: "身份证号码为 18 位，须符合 GB 11643（含校验码）；校验器另对出生日期、性别不一致给出警告"
* severity = #error
* expression = "value.matches('^[1-9][0-9]{16}[0-9X]$')"
* insert CheckedBy(gb-11643)
* insert English([[A resident identity number has 18 characters and the check character of GB 11643.]])

Invariant: cn-passport-1
Description: "护照号码为 5 至 17 位大写字母和数字"
* severity = #error
* expression = "value.matches('^[A-Z0-9]{5,17}$')"
* insert English([[A passport number has 5 to 17 capital letters and digits.]])

Invariant: cn-health-card-1
Description: "健康卡卡号为 64 位十六进制的主索引，或 10 至 32 位卡面编号"
* severity = #error
* expression = "value.matches('^([0-9A-Fa-f]{64}|[0-9A-Za-z]{10,32})$')"
* insert English([[The number of a health card is its main index of 64 hexadecimal digits, or 10 to 32 characters on the card.]])

Profile: CnCoverage
Parent: Coverage
Id: cn-coverage
Title: "参保信息"
Description: "险种、参保人、经办机构。Insurance scheme, insured person, insurer."
* extension contains CrossRegionGroupExtension named crossRegionGroup 0..1
* type 1..1
* type from Insurance (required)
* beneficiary only Reference(CnPatient)
* subscriberId 0..1
* payor only Reference(Organization or Patient)
* period 1..1
* period.start 1..1
