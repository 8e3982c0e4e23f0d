using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.People;

/// <summary>Given names by sex and generation: in fashion are whole names, or characters that parents put together.</summary>
internal static class GivenNames
{
    private static readonly Fashion[] Male =
    [
        new(1960, ["建国", "国强", "德福", "长林", "玉山", "金水", "福生", "有才", "振华", "文明", "树林", "宝山", "长贵", "保国", "光荣"], "德福贵长玉金国文树振宝有世永万", "林山水生才华明海田成祥全义忠发"),
        new(1980, ["建军", "卫东", "志强", "国庆", "建华", "红军", "志刚", "卫国", "永强", "海军", "爱民", "军", "勇", "平", "刚", "伟", "强"], "建卫志永海爱春晓国明新小立学文", "军东强华刚民平勇峰杰辉斌利兵涛"),
        new(2000, ["伟", "磊", "鹏", "涛", "超", "俊杰", "志伟", "浩", "杰", "帅", "飞", "凯", "晓东", "文博", "乐", "行健", "朝阳"], "俊志晓文海鹏国子天宇泽少建嘉明", "杰伟东博鹏龙飞涛超磊凯峰乐阳辉"),
        new(int.MaxValue, ["子轩", "浩宇", "浩然", "宇轩", "奕辰", "沐宸", "俊熙", "梓豪", "一诺", "子墨", "睿", "晟睿", "重阳", "乐天", "铭泽"], "子浩宇梓奕沐俊铭睿泽嘉一天乐晟", "轩宇然辰宸熙豪墨睿泽航哲翔霖行"),
    ];

    private static readonly Fashion[] Female =
    [
        new(1960, ["秀英", "桂英", "玉兰", "桂兰", "秀兰", "玉珍", "凤英", "淑珍", "素珍", "秀珍", "玉英", "兰英", "翠花", "腊梅", "凤仙"], "秀桂玉凤淑素兰翠月春金美菊冬巧", "英兰珍花梅芳云琴香莲娥仙荣芝贞"),
        new(1980, ["丽", "敏", "静", "红", "艳", "燕", "霞", "玲", "丽娟", "春梅", "晓燕", "红霞", "海燕", "丽华", "秀芳", "茜", "建华"], "丽春晓红海秀爱建玉小文雪冬亚美", "娟梅燕霞华芳玲萍艳丽琴红英敏静"),
        new(2000, ["婷", "静", "雪", "丹", "婷婷", "雪梅", "晓雯", "佳", "颖", "倩", "欣怡", "佳佳", "露", "思琪", "乐乐", "曼", "楠"], "佳晓雪思欣雨文诗梦嘉静婉丽美晨", "怡婷雯琪颖倩瑶洁妮琳娜萱蕾宁乐"),
        new(int.MaxValue, ["梓涵", "诗涵", "欣妍", "雨桐", "一诺", "可馨", "梓萱", "语桐", "若汐", "沐晴", "乐瑶", "依诺", "妤", "梓彤", "苡沫"], "梓诗欣雨语若沐可依思艺芷苡瑾乐", "涵妍桐馨萱汐晴瑶诺彤沫宁琪柔妤"),
    ];

    public static string Han(SeededRandom random, Sex sex, int year)
    {
        var fashion = (sex == Sex.Male ? Male : Female).First(f => year < f.Before);
        int kind = random.Below(100);
        if (kind < 35)
            return random.Pick(fashion.Whole);
        string second = Character(random, fashion.Second);
        return kind < 50 ? second : Character(random, fashion.First) + second;
    }

    public static readonly string[] MongolMale = ["巴特尔", "巴图", "那顺", "格日勒图", "苏和", "朝鲁", "哈斯巴根", "阿古拉", "宝音", "布和", "特木尔", "满都拉", "乌力吉", "额尔德尼"];
    public static readonly string[] MongolFemale = ["其其格", "乌云", "娜仁", "萨仁", "高娃", "苏日娜", "托娅", "斯琴", "阿丽玛", "乌日娜", "萨如拉", "哈斯", "塔娜", "琪琪格"];
    public static readonly string[] UyghurMale = ["买买提", "艾合买提", "阿卜杜拉", "吐尔逊", "玉素甫", "艾力", "库尔班", "热合曼", "伊力哈木", "阿不都热依木", "卡德尔", "肉孜", "亚生", "木合塔尔"];
    public static readonly string[] UyghurFemale = ["阿依古丽", "古丽娜尔", "帕提古丽", "热依汗", "阿米娜", "努尔曼古丽", "布威海丽且姆", "迪丽努尔", "吐尔逊古丽", "佐热古丽", "米热班", "祖丽皮亚"];
    public static readonly string[] KazakhMale = ["阿依登", "努尔兰", "叶尔江", "哈山", "巴合提", "居马汗", "胡马尔", "别克"];
    public static readonly string[] KazakhFemale = ["阿依努尔", "古丽扎提", "加娜尔", "努尔古丽", "玛依拉", "阿合玛拉", "叶尔克"];
    public static readonly string[] TibetanMale = ["扎西", "多吉", "次仁", "丹增", "旺堆", "索朗", "平措", "罗布", "顿珠", "格桑"];
    public static readonly string[] TibetanFemale = ["卓玛", "央金", "拉姆", "曲珍", "白玛", "德吉", "梅朵", "仓决", "普赤", "拉珍"];
    public static readonly string[] YiClans = ["阿苏", "吉克", "沙马", "曲木", "阿尔", "海来", "勒格", "罗洪"];
    public static readonly string[] YiMale = ["木呷", "尔布", "拉则", "达铁", "日哈", "伍呷", "史布"];
    public static readonly string[] YiFemale = ["阿依", "阿呷", "伍牛", "日扎", "莫阿芝", "尔牛", "阿果"];

    private static string Character(SeededRandom random, string characters) => characters[random.Below(characters.Length)].ToString();

    /// <summary>Names of people born before a year.</summary>
    private sealed record Fashion(int Before, string[] Whole, string First, string Second);
}
