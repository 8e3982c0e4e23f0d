// 示例的机构、人员与地点；机构与人物均为虚构 / institutions, staff and places of the examples; all are fictitious

Instance: org-bingzhou-central
InstanceOf: CnOrganization
Usage: #example
Title: "三级公立医院，医联体牵头单位"
* extension[division].valueCoding = $division#140105 "小店区"
* identifier[creditCode].value = "121401004057001284"
* identifier[registrationNumber].value = "405700123140105A1001"
* active = true
* type[level].coding = $institution-level#tertiary "三级医院"
* type[ownership].coding = $ownership#public "公立"
* type[kind].coding = $institution-kind#hospital "医院"
* name = "并州中心医院"
* alias = "并州中心医院互联网医院"
* telecom.system = #phone
* telecom.value = "0351-5550100"
* address.extension[division].valueCoding = $division#140105 "小店区"
* address.text = "山西省太原市小店区平阳路 100 号"
* address.state = "山西省"
* address.city = "太原市"
* address.district = "小店区"
* address.country = "CN"

Instance: org-qingxu-county
InstanceOf: CnOrganization
Usage: #example
Title: "二级公立医院"
* extension[division].valueCoding = $division#140121 "清徐县"
* identifier[creditCode].value = "12140121405711337R"
* active = true
* type[level].coding = $institution-level#secondary "二级医院"
* type[ownership].coding = $ownership#public "公立"
* type[kind].coding = $institution-kind#hospital "医院"
* name = "清源县示范医院"

Instance: org-pingyang-community
InstanceOf: CnOrganization
Usage: #example
Title: "社区卫生服务中心"
* extension[division].valueCoding = $division#140105 "小店区"
* identifier[creditCode].value = "1214010540572244XE"
* active = true
* type[level].coding = $institution-level#primary "基层医疗卫生机构"
* type[ownership].coding = $ownership#public "公立"
* type[kind].coding = $institution-kind#community-health-centre "社区卫生服务中心"
* name = "平阳路社区卫生服务中心"

Instance: org-insurer
InstanceOf: CnOrganization
Usage: #example
Title: "医疗保障经办机构"
* extension[division].valueCoding = $division#140100
* active = true
* type[kind].coding = $institution-kind#insurer "医疗保障经办机构"
* name = "太原市医疗保障经办中心（示例）"

Instance: org-pharmacy
InstanceOf: CnOrganization
Usage: #example
Title: "药房"
* identifier[creditCode].value = "91140105MA0K1234XH"
* active = true
* type[kind].coding = $institution-kind#pharmacy "药品经营企业"
* name = "晋康大药房（示例）"

Instance: affiliation-bingzhou-pingyang
InstanceOf: CnOrganizationAffiliation
Usage: #example
Title: "医联体：中心医院带社区中心"
* active = true
* period.start = "2025-01-01"
* organization = Reference(org-bingzhou-central)
* participatingOrganization = Reference(org-pingyang-community)
* code = $alliance#alliance "医疗联合体"

Instance: practitioner-wang-jianguo
InstanceOf: CnPractitioner
Usage: #example
Title: "专科医师"
* extension[ethnicity].valueCoding = $ethnicity#01 "汉族"
* identifier[identityNumber].value = "140105197005121232"
* identifier[licence].value = "110140100001234"
* identifier[qualificationNumber].value = "200214110140105197005121232"
* active = true
* name.use = #official
* name.text = "王建国"
* name.family = "王"
* name.given = "建国"
* gender = #male
* birthDate = "1970-05-12"
* qualification.code = $title#chief "主任医师"

Instance: practitioner-li-min
InstanceOf: CnPractitioner
Usage: #example
Title: "全科医师"
* identifier[licence].value = "110140105002345"
* active = true
* name.text = "李敏"
* name.family = "李"
* name.given = "敏"
* gender = #female
* qualification.code = $title#attending "主治医师"

Instance: practitioner-zhao-yaoshi
InstanceOf: CnPractitioner
Usage: #example
Title: "审方药师"
* identifier[licence].value = "240140100003456"
* active = true
* name.text = "赵慧芳"
* gender = #female
* qualification.code = $title#pharmacist-in-charge "主管药师"

Instance: role-wang-bingzhou
InstanceOf: CnPractitionerRole
Usage: #example
Title: "主要执业机构"
* active = true
* practitioner = Reference(practitioner-wang-jianguo)
* organization = Reference(org-bingzhou-central)
* code = $function#specialist "专科医师"
* specialty = $department#03.04 "心血管内科"

Instance: role-wang-pingyang
InstanceOf: CnPractitionerRole
Usage: #example
Title: "多点执业"
* active = true
* practitioner = Reference(practitioner-wang-jianguo)
* organization = Reference(org-pingyang-community)
* code = $function#technical-expert "技术指导专家"
* specialty = $department#03.04 "心血管内科"

Instance: role-li-pingyang
InstanceOf: CnPractitionerRole
Usage: #example
Title: "家庭医生"
* active = true
* practitioner = Reference(practitioner-li-min)
* organization = Reference(org-pingyang-community)
* code[0] = $function#family-doctor "家庭医生"
* code[1] = $function#general-practitioner "全科医师"
* specialty = $department#02 "全科医疗科"

Instance: location-bingzhou
InstanceOf: CnLocation
Usage: #example
Title: "院区"
* extension[division].valueCoding = $division#140105 "小店区"
* status = #active
* name = "并州中心医院南院区"
* mode = #instance
* position.longitude = 112.5640
* position.latitude = 37.7950
* managingOrganization = Reference(org-bingzhou-central)

Instance: service-remote-ecg
InstanceOf: CnHealthcareService
Usage: #example
Title: "远程心电诊断"
* active = true
* providedBy = Reference(org-bingzhou-central)
* category = $collaboration#remote-ecg "远程心电诊断"
* specialty = $department#03.04 "心血管内科"
* name = "远程心电诊断中心"
