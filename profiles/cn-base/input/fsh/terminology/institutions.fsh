CodeSystem: InstitutionLevelCodes
Id: institution-level
Title: "医疗机构等级"
Description: "三级、二级、一级（社区卫生服务中心、乡镇卫生院）、村卫生室。Level of a health institution."
* insert CodeSystemHead
* #tertiary "三级医院"
* #tertiary ^designation[+].language = #en
* #tertiary ^designation[=].value = "Tertiary hospital"
* #secondary "二级医院"
* #secondary ^designation[+].language = #en
* #secondary ^designation[=].value = "Secondary hospital"
* #primary "基层医疗卫生机构"
* #primary ^designation[+].language = #en
* #primary ^designation[=].value = "Primary care institution"
* #village-clinic "村卫生室"
* #village-clinic ^designation[+].language = #en
* #village-clinic ^designation[=].value = "Village clinic"

ValueSet: InstitutionLevel
Id: institution-level
Title: "医疗机构等级"
Description: "三级、二级、一级（社区卫生服务中心、乡镇卫生院）、村卫生室。Level of a health institution."
* insert ValueSetHead
* include codes from system InstitutionLevelCodes

CodeSystem: InstitutionKindCodes
Id: institution-kind
Title: "机构类别"
Description: "医疗机构和平台上的其他机构。Kinds of institutions."
* insert CodeSystemHead
* #hospital "医院"
* #hospital ^designation[+].language = #en
* #hospital ^designation[=].value = "Hospital"
* #community-health-centre "社区卫生服务中心"
* #community-health-centre ^designation[+].language = #en
* #community-health-centre ^designation[=].value = "Community health centre"
* #community-health-station "社区卫生服务站"
* #community-health-station ^designation[+].language = #en
* #community-health-station ^designation[=].value = "Community health station"
* #township-hospital "乡镇卫生院"
* #township-hospital ^designation[+].language = #en
* #township-hospital ^designation[=].value = "Township hospital"
* #village-clinic "村卫生室"
* #village-clinic ^designation[+].language = #en
* #village-clinic ^designation[=].value = "Village clinic"
* #school-clinic "校医院"
* #school-clinic ^designation[+].language = #en
* #school-clinic ^designation[=].value = "School clinic"
* #internet-hospital "互联网医院"
* #internet-hospital ^designation[+].language = #en
* #internet-hospital ^designation[=].value = "Internet hospital"
* #maternal-child "妇幼保健院"
* #maternal-child ^designation[+].language = #en
* #maternal-child ^designation[=].value = "Maternal and child health hospital"
* #disease-control "疾病预防控制中心"
* #disease-control ^designation[+].language = #en
* #disease-control ^designation[=].value = "Centre for disease control"
* #emergency-centre "急救中心"
* #emergency-centre ^designation[+].language = #en
* #emergency-centre ^designation[=].value = "Emergency centre"
* #blood-station "采供血机构"
* #blood-station ^designation[+].language = #en
* #blood-station ^designation[=].value = "Blood station"
* #third-party-laboratory "第三方医学检验机构"
* #third-party-laboratory ^designation[+].language = #en
* #third-party-laboratory ^designation[=].value = "Third-party laboratory"
* #pharmacy "药品经营企业"
* #pharmacy ^designation[+].language = #en
* #pharmacy ^designation[=].value = "Pharmacy"
* #courier "药品配送机构"
* #courier ^designation[+].language = #en
* #courier ^designation[=].value = "Courier of medicines"
* #insurer "医疗保障经办机构"
* #insurer ^designation[+].language = #en
* #insurer ^designation[=].value = "Insurer"
* #third-party "第三方服务机构"
* #third-party ^designation[+].language = #en
* #third-party ^designation[=].value = "Third-party service"

ValueSet: InstitutionKind
Id: institution-kind
Title: "机构类别"
Description: "医疗机构和平台上的其他机构。Kinds of institutions."
* insert ValueSetHead
* include codes from system InstitutionKindCodes

CodeSystem: InstitutionOwnershipCodes
Id: institution-ownership
Title: "机构所有制"
Description: "若干规则只约束公立医疗机构。Several rules bind public institutions only."
* insert CodeSystemHead
* #public "公立"
* #public ^designation[+].language = #en
* #public ^designation[=].value = "Public"
* #non-public "非公立"
* #non-public ^designation[+].language = #en
* #non-public ^designation[=].value = "Not public"

ValueSet: InstitutionOwnership
Id: institution-ownership
Title: "机构所有制"
Description: "若干规则只约束公立医疗机构。Several rules bind public institutions only."
* insert ValueSetHead
* include codes from system InstitutionOwnershipCodes

CodeSystem: AllianceKindCodes
Id: alliance-kind
Title: "医联体形式"
Description: "医疗联合体、县域医共体、县域医疗集团。Kinds of medical alliances."
* insert CodeSystemHead
* #alliance "医疗联合体"
* #alliance ^designation[+].language = #en
* #alliance ^designation[=].value = "Medical alliance"
* #county-community "县域医共体"
* #county-community ^designation[+].language = #en
* #county-community ^designation[=].value = "County medical community"
* #county-group "县域医疗集团"
* #county-group ^designation[+].language = #en
* #county-group ^designation[=].value = "County medical group"

ValueSet: AllianceKind
Id: alliance-kind
Title: "医联体形式"
Description: "医疗联合体、县域医共体、县域医疗集团。Kinds of medical alliances."
* insert ValueSetHead
* include codes from system AllianceKindCodes

CodeSystem: DepartmentCodes
Id: department
Title: "诊疗科目"
Description: "《医疗机构诊疗科目名录》（1994）一级科目和内科、外科的二级科目；其余二级科目由运营方补充。Clinical departments of the national catalogue of 1994, in part."
* insert CodeSystemHead
* ^content = #fragment
* ^hierarchyMeaning = #is-a
* #01 "预防保健科"
* #01 ^designation[+].language = #en
* #01 ^designation[=].value = "Preventive care"
* #02 "全科医疗科"
* #02 ^designation[+].language = #en
* #02 ^designation[=].value = "General practice"
* #03 "内科"
* #03 ^designation[+].language = #en
* #03 ^designation[=].value = "Internal medicine"
* #03 #03.01 "呼吸内科"
* #03 #03.01 ^designation[+].language = #en
* #03 #03.01 ^designation[=].value = "Respiratory medicine"
* #03 #03.02 "消化内科"
* #03 #03.02 ^designation[+].language = #en
* #03 #03.02 ^designation[=].value = "Gastroenterology"
* #03 #03.03 "神经内科"
* #03 #03.03 ^designation[+].language = #en
* #03 #03.03 ^designation[=].value = "Neurology"
* #03 #03.04 "心血管内科"
* #03 #03.04 ^designation[+].language = #en
* #03 #03.04 ^designation[=].value = "Cardiology"
* #03 #03.05 "血液内科"
* #03 #03.05 ^designation[+].language = #en
* #03 #03.05 ^designation[=].value = "Haematology"
* #03 #03.06 "肾病科"
* #03 #03.06 ^designation[+].language = #en
* #03 #03.06 ^designation[=].value = "Nephrology"
* #03 #03.07 "内分泌科"
* #03 #03.07 ^designation[+].language = #en
* #03 #03.07 ^designation[=].value = "Endocrinology"
* #03 #03.08 "免疫学科"
* #03 #03.08 ^designation[+].language = #en
* #03 #03.08 ^designation[=].value = "Immunology"
* #03 #03.09 "变态反应科"
* #03 #03.09 ^designation[+].language = #en
* #03 #03.09 ^designation[=].value = "Allergology"
* #03 #03.10 "老年病科"
* #03 #03.10 ^designation[+].language = #en
* #03 #03.10 ^designation[=].value = "Geriatrics"
* #04 "外科"
* #04 ^designation[+].language = #en
* #04 ^designation[=].value = "Surgery"
* #04 #04.01 "普通外科"
* #04 #04.01 ^designation[+].language = #en
* #04 #04.01 ^designation[=].value = "General surgery"
* #04 #04.02 "神经外科"
* #04 #04.02 ^designation[+].language = #en
* #04 #04.02 ^designation[=].value = "Neurosurgery"
* #04 #04.03 "骨科"
* #04 #04.03 ^designation[+].language = #en
* #04 #04.03 ^designation[=].value = "Orthopaedics"
* #04 #04.04 "泌尿外科"
* #04 #04.04 ^designation[+].language = #en
* #04 #04.04 ^designation[=].value = "Urology"
* #04 #04.05 "胸外科"
* #04 #04.05 ^designation[+].language = #en
* #04 #04.05 ^designation[=].value = "Thoracic surgery"
* #04 #04.06 "心脏大血管外科"
* #04 #04.06 ^designation[+].language = #en
* #04 #04.06 ^designation[=].value = "Cardiovascular surgery"
* #04 #04.07 "烧伤科"
* #04 #04.07 ^designation[+].language = #en
* #04 #04.07 ^designation[=].value = "Burns"
* #04 #04.08 "整形外科"
* #04 #04.08 ^designation[+].language = #en
* #04 #04.08 ^designation[=].value = "Plastic surgery"
* #05 "妇产科"
* #05 ^designation[+].language = #en
* #05 ^designation[=].value = "Obstetrics and gynaecology"
* #06 "妇女保健科"
* #06 ^designation[+].language = #en
* #06 ^designation[=].value = "Women's health"
* #07 "儿科"
* #07 ^designation[+].language = #en
* #07 ^designation[=].value = "Paediatrics"
* #08 "小儿外科"
* #08 ^designation[+].language = #en
* #08 ^designation[=].value = "Paediatric surgery"
* #09 "儿童保健科"
* #09 ^designation[+].language = #en
* #09 ^designation[=].value = "Child health"
* #10 "眼科"
* #10 ^designation[+].language = #en
* #10 ^designation[=].value = "Ophthalmology"
* #11 "耳鼻咽喉科"
* #11 ^designation[+].language = #en
* #11 ^designation[=].value = "Otorhinolaryngology"
* #12 "口腔科"
* #12 ^designation[+].language = #en
* #12 ^designation[=].value = "Stomatology"
* #13 "皮肤科"
* #13 ^designation[+].language = #en
* #13 ^designation[=].value = "Dermatology"
* #14 "医疗美容科"
* #14 ^designation[+].language = #en
* #14 ^designation[=].value = "Aesthetic medicine"
* #15 "精神科"
* #15 ^designation[+].language = #en
* #15 ^designation[=].value = "Psychiatry"
* #16 "传染科"
* #16 ^designation[+].language = #en
* #16 ^designation[=].value = "Infectious diseases"
* #17 "结核病科"
* #17 ^designation[+].language = #en
* #17 ^designation[=].value = "Tuberculosis"
* #18 "地方病科"
* #18 ^designation[+].language = #en
* #18 ^designation[=].value = "Endemic diseases"
* #19 "肿瘤科"
* #19 ^designation[+].language = #en
* #19 ^designation[=].value = "Oncology"
* #20 "急诊医学科"
* #20 ^designation[+].language = #en
* #20 ^designation[=].value = "Emergency medicine"
* #21 "康复医学科"
* #21 ^designation[+].language = #en
* #21 ^designation[=].value = "Rehabilitation"
* #22 "运动医学科"
* #22 ^designation[+].language = #en
* #22 ^designation[=].value = "Sports medicine"
* #23 "职业病科"
* #23 ^designation[+].language = #en
* #23 ^designation[=].value = "Occupational diseases"
* #24 "临终关怀科"
* #24 ^designation[+].language = #en
* #24 ^designation[=].value = "Hospice care"
* #25 "特种医学与军事医学科"
* #25 ^designation[+].language = #en
* #25 ^designation[=].value = "Special and military medicine"
* #26 "麻醉科"
* #26 ^designation[+].language = #en
* #26 ^designation[=].value = "Anaesthesiology"
* #30 "医学检验科"
* #30 ^designation[+].language = #en
* #30 ^designation[=].value = "Laboratory medicine"
* #31 "病理科"
* #31 ^designation[+].language = #en
* #31 ^designation[=].value = "Pathology"
* #32 "医学影像科"
* #32 ^designation[+].language = #en
* #32 ^designation[=].value = "Medical imaging"
* #50 "中医科"
* #50 ^designation[+].language = #en
* #50 ^designation[=].value = "Traditional Chinese medicine"
* #51 "民族医学科"
* #51 ^designation[+].language = #en
* #51 ^designation[=].value = "Ethnic minority medicine"
* #52 "中西医结合科"
* #52 ^designation[+].language = #en
* #52 ^designation[=].value = "Integrated medicine"

ValueSet: Department
Id: department
Title: "诊疗科目"
Description: "医疗机构诊疗科目。Clinical departments."
* insert ValueSetHead
* include codes from system DepartmentCodes

CodeSystem: PractitionerTitleCodes
Id: practitioner-title
Title: "卫生技术职称"
Description: "医、药、护的专业技术职称。Professional titles."
* insert CodeSystemHead
* #chief "主任医师"
* #chief ^designation[+].language = #en
* #chief ^designation[=].value = "Chief physician"
* #associate-chief "副主任医师"
* #associate-chief ^designation[+].language = #en
* #associate-chief ^designation[=].value = "Associate chief physician"
* #attending "主治医师"
* #attending ^designation[+].language = #en
* #attending ^designation[=].value = "Attending physician"
* #resident "住院医师"
* #resident ^designation[+].language = #en
* #resident ^designation[=].value = "Resident physician"
* #assistant "助理医师"
* #assistant ^designation[+].language = #en
* #assistant ^designation[=].value = "Assistant physician"
* #chief-pharmacist "主任药师"
* #chief-pharmacist ^designation[+].language = #en
* #chief-pharmacist ^designation[=].value = "Chief pharmacist"
* #associate-chief-pharmacist "副主任药师"
* #associate-chief-pharmacist ^designation[+].language = #en
* #associate-chief-pharmacist ^designation[=].value = "Associate chief pharmacist"
* #pharmacist-in-charge "主管药师"
* #pharmacist-in-charge ^designation[+].language = #en
* #pharmacist-in-charge ^designation[=].value = "Pharmacist in charge"
* #pharmacist "药师"
* #pharmacist ^designation[+].language = #en
* #pharmacist ^designation[=].value = "Pharmacist"
* #nurse-in-charge "主管护师"
* #nurse-in-charge ^designation[+].language = #en
* #nurse-in-charge ^designation[=].value = "Nurse in charge"
* #senior-nurse "护师"
* #senior-nurse ^designation[+].language = #en
* #senior-nurse ^designation[=].value = "Senior nurse"
* #nurse "护士"
* #nurse ^designation[+].language = #en
* #nurse ^designation[=].value = "Nurse"

ValueSet: PractitionerTitle
Id: practitioner-title
Title: "卫生技术职称"
Description: "医、药、护的专业技术职称。Professional titles."
* insert ValueSetHead
* include codes from system PractitionerTitleCodes

CodeSystem: PractitionerFunctionCodes
Id: practitioner-function
Title: "人员职能"
Description: "规则所区分的职能。Functions that the rules tell apart."
* insert CodeSystemHead
* #specialist "专科医师"
* #specialist ^designation[+].language = #en
* #specialist ^designation[=].value = "Specialist"
* #general-practitioner "全科医师"
* #general-practitioner ^designation[+].language = #en
* #general-practitioner ^designation[=].value = "General practitioner"
* #family-doctor "家庭医生"
* #family-doctor ^designation[+].language = #en
* #family-doctor ^designation[=].value = "Family doctor"
* #village-doctor "乡村医生"
* #village-doctor ^designation[+].language = #en
* #village-doctor ^designation[=].value = "Village doctor"
* #pharmacist "药师"
* #pharmacist ^designation[+].language = #en
* #pharmacist ^designation[=].value = "Pharmacist"
* #nurse "护士"
* #nurse ^designation[+].language = #en
* #nurse ^designation[=].value = "Nurse"
* #public-health-physician "公共卫生医师"
* #public-health-physician ^designation[+].language = #en
* #public-health-physician ^designation[=].value = "Public health physician"
* #grid-worker "网格员"
* #grid-worker ^designation[+].language = #en
* #grid-worker ^designation[=].value = "Grid worker"
* #referral-coordinator "转诊对接专人"
* #referral-coordinator ^designation[+].language = #en
* #referral-coordinator ^designation[=].value = "Named referral coordinator"
* #technical-expert "技术指导专家"
* #technical-expert ^designation[+].language = #en
* #technical-expert ^designation[=].value = "Technical expert"

ValueSet: PractitionerFunction
Id: practitioner-function
Title: "人员职能"
Description: "本包的职能，或 FHIR 的人员角色。Functions of this package, or roles of FHIR."
* insert ValueSetHead
* include codes from system PractitionerFunctionCodes
* include codes from system $practitioner-role
