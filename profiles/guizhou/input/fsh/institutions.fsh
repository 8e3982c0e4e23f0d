// GZ 二(六)2：互联网医院的第二名称

Profile: GzOrganization
Parent: CnOrganization
Id: gz-organization
Title: "机构（贵州）"
Description: "贵州 二(六)2：互联网医院作为第二名称，为“本机构名称+互联网医院”或“本机构名称+合作方识别名称+互联网医院”。The second name of an internet hospital."
* obeys gz-organization-1

Invariant: gz-organization-1
Description: "互联网医院名称以本机构名称开头、以“互联网医院”结尾"
* severity = #error
* expression = "alias.where($this.contains('互联网医院')).all($this.startsWith(%context.name) and $this.endsWith('互联网医院'))"
* insert English([[The name of an internet hospital begins with that of the institution and ends in 互联网医院.]])
