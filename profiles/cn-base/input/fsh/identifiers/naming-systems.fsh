Instance: cn-identity-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnIdentityNumber, [[居民身份证号码，GB 11643，18 位。Resident identity number.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.3)
* insert Oid(2.16.156.10011.1.3)
* insert AliasUri(https://fhirhub.example/fhir/sid/identity-number, [[本项目的别名。Alias of this project.]])
* insert AliasUri(urn:oid:2.16.840.1.113883.2.23.1.19.1, [[HL7 中国。Used by HL7 China.]])
* insert AliasUri(urn:oid:2.16.840.1.113883.2.23.1.9.1, [[部分机构。Used by some sites.]])

Instance: cn-passport
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnPassport, [[护照号码。Passport number.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/passport)

Instance: cn-hong-kong-macao-permit
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnHongKongMacaoPermit, [[港澳居民来往内地通行证号码。Mainland travel permit of residents of Hong Kong and Macao.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/hong-kong-macao-permit)

Instance: cn-taiwan-permit
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnTaiwanPermit, [[台湾居民来往大陆通行证号码。Mainland travel permit of residents of Taiwan.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/taiwan-permit)

Instance: cn-foreigner-residence-permit
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnForeignerResidencePermit, [[外国人永久居留身份证号码。Permanent residence permit of foreigners.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/foreigner-residence-permit)

Instance: cn-health-card
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnHealthCard, [[居民健康卡与电子健康卡卡号；电子健康卡主索引为 64 位十六进制。Number of the resident and the electronic health card.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.19)
* insert Oid(2.16.156.10011.1.19)
* insert AliasUri(https://fhirhub.example/fhir/sid/health-card, [[本项目的别名。Alias of this project.]])

Instance: cn-social-security-card
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnSocialSecurityCard, [[社会保障卡卡号。Social-security card.]])
* insert PreferredUri(urn:oid:2.16.840.1.113883.2.23.1.19.2)
* insert Oid(2.16.840.1.113883.2.23.1.19.2)
* insert AliasUri(https://fhirhub.example/fhir/sid/social-security-card, [[本项目的别名。Alias of this project.]])
* insert AliasUri(urn:oid:2.16.840.1.113883.2.23.1.9.2, [[部分机构。Used by some sites.]])

Instance: cn-insurance-e-voucher
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnInsuranceEVoucher, [[医保电子凭证。Medical-insurance e-voucher.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/insurance-e-voucher)

Instance: cn-insurance-card
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnInsuranceCard, [[医疗保障卡。Medical-insurance card.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/insurance-card)

Instance: cn-citizen-card
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnCitizenCard, [[市民卡。Citizen card.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/citizen-card)

Instance: cn-visit-card
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnVisitCard, [[就诊卡，由各医院发行，须注明发行机构。Hospital visit card; unique per hospital.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/visit-card)

Instance: cn-bank-card
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnBankCard, [[银行卡号。Bank card.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/bank-card)

Instance: cn-health-record-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnHealthRecordNumber, [[居民健康档案编号。Number of the resident health record.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.2)
* insert Oid(2.16.156.10011.1.2)
* insert AliasUri(https://fhirhub.example/fhir/sid/health-record-number, [[本项目的别名。Alias of this project.]])

Instance: cn-outpatient-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnOutpatientNumber, [[门（急）诊号。Outpatient number.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.11)
* insert Oid(2.16.156.10011.1.11)
* insert AliasUri(https://fhirhub.example/fhir/sid/outpatient-number, [[本项目的别名。Alias of this project.]])

Instance: cn-inpatient-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnInpatientNumber, [[住院号。Inpatient number.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.12)
* insert Oid(2.16.156.10011.1.12)
* insert AliasUri(https://fhirhub.example/fhir/sid/inpatient-number, [[本项目的别名。Alias of this project.]])

Instance: cn-record-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnRecordNumber, [[病案号。Number of the medical record.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.13)
* insert Oid(2.16.156.10011.1.13)
* insert AliasUri(https://fhirhub.example/fhir/sid/record-number, [[本项目的别名。Alias of this project.]])

Instance: cn-prescription-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnPrescriptionNumber, [[处方编号。Prescription number.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.20)
* insert Oid(2.16.156.10011.1.20)
* insert AliasUri(https://fhirhub.example/fhir/sid/prescription-number, [[本项目的别名。Alias of this project.]])

Instance: cn-order-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnOrderNumber, [[电子申请单编号。Order number.]])
* insert PreferredUri(urn:oid:2.16.156.10011.1.24)
* insert Oid(2.16.156.10011.1.24)
* insert AliasUri(https://fhirhub.example/fhir/sid/order-number, [[本项目的别名。Alias of this project.]])

Instance: cn-unified-social-credit-code
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnUnifiedSocialCreditCode, [[统一社会信用代码，GB 32100，18 位。Unified social credit code.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/unified-social-credit-code)

Instance: cn-institution-registration-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnInstitutionRegistrationNumber, [[医疗机构执业许可证登记号。Registration number of a health institution.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/institution-registration-number)

Instance: cn-practitioner-licence
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnPractitionerLicence, [[医师（药师、护士）执业证书编码。Practising licence.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/practitioner-licence)

Instance: cn-practitioner-qualification
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnPractitionerQualification, [[医师（药师、护士）资格证书编码。Qualification certificate.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/practitioner-qualification)

Instance: cn-claim-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnClaimNumber, [[医保结算单据号。Claim number.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/claim-number)

Instance: cn-referral-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnReferralNumber, [[转诊单号。Referral number.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/referral-number)

Instance: cn-family-doctor-contract
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnFamilyDoctorContract, [[家庭医生签约协议编号。Family-doctor contract.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/family-doctor-contract)

Instance: cn-prescription-pick-up-code
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnPrescriptionPickUpCode, [[处方取药码。Pick-up code of a prescription.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/prescription-pick-up-code)

Instance: cn-source-number
InstanceOf: NamingSystem
Usage: #definition
* insert NamingSystemHead(CnSourceNumber, [[号源编号：出诊计划、起始时间与序号。Number of a source: schedule, start, and which of several.]])
* insert PreferredUri(https://fhirhub.example/fhir/sid/source-number)
