CodeSystem: InsuranceCodes
Id: insurance
Title: "险种"
Description: "医保信息业务编码的险种，及补充医疗保险。Insurance schemes."
* insert CodeSystemHead
* #310 "职工基本医疗保险"
* #310 ^designation[+].language = #en
* #310 ^designation[=].value = "Basic insurance of employees"
* #320 "公务员医疗补助"
* #320 ^designation[+].language = #en
* #320 ^designation[=].value = "Subsidy of civil servants"
* #330 "大额医疗费用补助"
* #330 ^designation[+].language = #en
* #330 ^designation[=].value = "Large-expense subsidy"
* #340 "离休人员医疗保障"
* #340 ^designation[+].language = #en
* #340 ^designation[=].value = "Retired cadres"
* #390 "城乡居民基本医疗保险"
* #390 ^designation[+].language = #en
* #390 ^designation[=].value = "Basic insurance of residents"
* #392 "城乡居民大病医疗保险"
* #392 ^designation[+].language = #en
* #392 ^designation[=].value = "Critical-illness insurance of residents"
* #510 "生育保险"
* #510 ^designation[+].language = #en
* #510 ^designation[=].value = "Maternity insurance"
* #supplementary "补充医疗保险"
* #supplementary ^designation[+].language = #en
* #supplementary ^designation[=].value = "Supplementary insurance"
* #self "自费"
* #self ^designation[+].language = #en
* #self ^designation[=].value = "Self-paid"

ValueSet: Insurance
Id: insurance
Title: "险种"
Description: "医保信息业务编码的险种，及补充医疗保险。Insurance schemes."
* insert ValueSetHead
* include codes from system InsuranceCodes

CodeSystem: InsuranceClassCodes
Id: insurance-class
Title: "医保目录等级"
Description: "甲、乙、丙类药品和诊疗项目。Class of a drug or service in the insurance catalogue."
* insert CodeSystemHead
* #A "甲类"
* #A ^designation[+].language = #en
* #A ^designation[=].value = "Class A"
* #B "乙类"
* #B ^designation[+].language = #en
* #B ^designation[=].value = "Class B"
* #C "丙类（自费）"
* #C ^designation[+].language = #en
* #C ^designation[=].value = "Class C, self-paid"

ValueSet: InsuranceClass
Id: insurance-class
Title: "医保目录等级"
Description: "甲、乙、丙类药品和诊疗项目。Class of a drug or service in the insurance catalogue."
* insert ValueSetHead
* include codes from system InsuranceClassCodes

CodeSystem: SettlementLayerCodes
Id: settlement-layer
Title: "结算层次"
Description: "“基本医保+大病保险+补充医疗保险”一站式结算。Layers of the one-stop settlement."
* insert CodeSystemHead
* #basic "基本医保"
* #basic ^designation[+].language = #en
* #basic ^designation[=].value = "Basic insurance"
* #critical-illness "大病保险"
* #critical-illness ^designation[+].language = #en
* #critical-illness ^designation[=].value = "Critical-illness insurance"
* #supplementary "补充医疗保险"
* #supplementary ^designation[+].language = #en
* #supplementary ^designation[=].value = "Supplementary insurance"
* #patient "个人负担"
* #patient ^designation[+].language = #en
* #patient ^designation[=].value = "The patient"
* #deductible "起付线"
* #deductible ^designation[+].language = #en
* #deductible ^designation[=].value = "Deductible"
* #self-paid "目录外自费"
* #self-paid ^designation[+].language = #en
* #self-paid ^designation[=].value = "Outside the catalogue"

ValueSet: SettlementLayer
Id: settlement-layer
Title: "结算层次"
Description: "本包的结算层次，或 FHIR 的核算类别。Layers of this package, or adjudication categories of FHIR."
* insert ValueSetHead
* include codes from system SettlementLayerCodes
* include codes from system $adjudication

CodeSystem: PaymentMeansCodes
Id: payment-means
Title: "支付方式"
Description: "医保电子凭证、社会保障卡、居民健康卡、银行卡、第三方支付。Means of payment."
* insert CodeSystemHead
* #insurance-e-voucher "医保电子凭证"
* #insurance-e-voucher ^designation[+].language = #en
* #insurance-e-voucher ^designation[=].value = "Insurance e-voucher"
* #social-security-card "社会保障卡"
* #social-security-card ^designation[+].language = #en
* #social-security-card ^designation[=].value = "Social-security card"
* #resident-health-card "居民健康卡"
* #resident-health-card ^designation[+].language = #en
* #resident-health-card ^designation[=].value = "Resident health card"
* #bank-card "银行卡"
* #bank-card ^designation[+].language = #en
* #bank-card ^designation[=].value = "Bank card"
* #third-party "第三方支付"
* #third-party ^designation[+].language = #en
* #third-party ^designation[=].value = "Third-party payment"

ValueSet: PaymentMeans
Id: payment-means
Title: "支付方式"
Description: "医保电子凭证、社会保障卡、居民健康卡、银行卡、第三方支付。Means of payment."
* insert ValueSetHead
* include codes from system PaymentMeansCodes

CodeSystem: PaymentMethodCodes
Id: payment-method
Title: "医保付费方式"
Description: "按病种、按人头、按服务单元。How the insurer pays institutions."
* insert CodeSystemHead
* #disease "按病种付费"
* #disease ^designation[+].language = #en
* #disease ^designation[=].value = "By disease"
* #capitation "按人头付费"
* #capitation ^designation[+].language = #en
* #capitation ^designation[=].value = "By capitation"
* #service-unit "按服务单元付费"
* #service-unit ^designation[+].language = #en
* #service-unit ^designation[=].value = "By service unit"

ValueSet: PaymentMethod
Id: payment-method
Title: "医保付费方式"
Description: "按病种、按人头、按服务单元。How the insurer pays institutions."
* insert ValueSetHead
* include codes from system PaymentMethodCodes

CodeSystem: CrossRegionGroupCodes
Id: cross-region-group
Title: "异地就医人群"
Description: "直接结算的四类异地就医人员。Groups with direct settlement across regions."
* insert CodeSystemHead
* #resettled-retiree "异地安置退休"
* #resettled-retiree ^designation[+].language = #en
* #resettled-retiree ^designation[=].value = "Retired and resettled elsewhere"
* #long-term-resident "异地长期居住"
* #long-term-resident ^designation[+].language = #en
* #long-term-resident ^designation[=].value = "Long-term resident elsewhere"
* #posted-worker "常驻异地工作"
* #posted-worker ^designation[+].language = #en
* #posted-worker ^designation[=].value = "Posted to work elsewhere"
* #referred "异地转诊"
* #referred ^designation[+].language = #en
* #referred ^designation[=].value = "Referred elsewhere"

ValueSet: CrossRegionGroup
Id: cross-region-group
Title: "异地就医人群"
Description: "直接结算的四类异地就医人员。Groups with direct settlement across regions."
* insert ValueSetHead
* include codes from system CrossRegionGroupCodes

CodeSystem: AuditRuleFamilyCodes
Id: audit-rule-family
Title: "智能审核规则类别"
Description: "临床路径、合理用药、支付政策。Families of audit rules."
* insert CodeSystemHead
* #clinical-pathway "临床路径"
* #clinical-pathway ^designation[+].language = #en
* #clinical-pathway ^designation[=].value = "Clinical pathway"
* #rational-use "合理用药"
* #rational-use ^designation[+].language = #en
* #rational-use ^designation[=].value = "Rational use"
* #payment-policy "支付政策"
* #payment-policy ^designation[+].language = #en
* #payment-policy ^designation[=].value = "Payment policy"

ValueSet: AuditRuleFamily
Id: audit-rule-family
Title: "智能审核规则类别"
Description: "临床路径、合理用药、支付政策。Families of audit rules."
* insert ValueSetHead
* include codes from system AuditRuleFamilyCodes

CodeSystem: OutpatientBenefitCodes
Id: outpatient-benefit
Title: "门诊待遇"
Description: "门诊慢性病和普通门诊统筹。Outpatient benefits."
* insert CodeSystemHead
* #severe-hypertension "严重高血压"
* #severe-hypertension ^designation[+].language = #en
* #severe-hypertension ^designation[=].value = "Severe hypertension"
* #severe-diabetes "严重糖尿病"
* #severe-diabetes ^designation[+].language = #en
* #severe-diabetes ^designation[=].value = "Severe diabetes"
* #general "居民普通门诊统筹"
* #general ^designation[+].language = #en
* #general ^designation[=].value = "General outpatient care of residents"

ValueSet: OutpatientBenefit
Id: outpatient-benefit
Title: "门诊待遇"
Description: "门诊慢性病和普通门诊统筹。Outpatient benefits."
* insert ValueSetHead
* include codes from system OutpatientBenefitCodes

CodeSystem: ServiceCodes
Id: service
Title: "医疗服务项目"
Description: "示例用的医疗服务项目；正式名单由运营方导入。Services used in examples; the operator loads the licensed list."
* insert CodeSystemHead
* ^content = #fragment
* #consultation "诊察费"
* #consultation ^designation[+].language = #en
* #consultation ^designation[=].value = "Consultation"
* #bed-day "床位费"
* #bed-day ^designation[+].language = #en
* #bed-day ^designation[=].value = "Bed day"
* #nursing "护理费"
* #nursing ^designation[+].language = #en
* #nursing ^designation[=].value = "Nursing"
* #injection "注射费"
* #injection ^designation[+].language = #en
* #injection ^designation[=].value = "Injection"
* #online-consultation "互联网复诊诊察费"
* #online-consultation ^designation[+].language = #en
* #online-consultation ^designation[=].value = "Online follow-up consultation"
